/**
 * The one view model that every report format renders: all that is said, nothing about how it looks. What depends on
 * the run (its time) stands in `run`, so that the rest is the same, byte for byte, for the same case.
 */
import type { Annotation } from "../model/annotation.ts";
import type { TimeRange, Timestamp } from "../base/time.ts";
import type { LaneData } from "../model/lane.ts";
import type { Cost } from "../model/cost.ts";
import type { Case, Exhibit, Hypothesis } from "../model/case.ts";
import type { Episode, RelatedSubject, StoryPart } from "../model/episode.ts";
import type { StoredJustification } from "../model/justification.ts";
import type { SourceRecord } from "../model/source.ts";

export interface ReportSubject extends RelatedSubject {
  /** Display name, or `masked`. */
  readonly name: string;
  readonly department: string | undefined;
  readonly priorViolations: readonly string[];
}

export interface ReportTechnique {
  /** `ATT&CK` or `ITM`. */
  readonly framework: string;
  readonly id: string;
  readonly title: string;
}

export interface ReportFinding {
  readonly episode: Episode;
  readonly judgement: string;
  readonly judgementReason: string;
  readonly sentence: string;
  /** The same in its parts. */
  readonly story: readonly StoryPart[];
  readonly baseline: readonly string[];
  readonly wouldClear: readonly string[];
  readonly unknown: readonly string[];
  readonly subjects: readonly ReportSubject[];
  readonly techniques: readonly ReportTechnique[];
  readonly cost: Cost;
  /** Every justification that names the host within reach of the episode: what the search for a permission looked at. */
  readonly searched: { readonly total: number; readonly onHost: readonly StoredJustification[] };
  /** The episode's end, or the host's last sample where it still lasts. */
  readonly until: Timestamp;
  /** What investigators wrote on the host's timeline within the picture, as pinned to the case. */
  readonly annotations: readonly Annotation[];
  /** The deviating metrics over the span of the picture. */
  readonly picture: { readonly range: TimeRange; readonly lanes: readonly LaneData[] };
}

export interface ReportExhibit extends Pick<Exhibit, "id" | "kind" | "title" | "createdAt" | "query" | "sha256"> {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly totalRows: number;
}

export interface ReportModel {
  readonly case: Pick<Case, "id" | "title" | "createdAt" | "notes" | "verdict">;
  readonly hypotheses: readonly Hypothesis[];
  readonly findings: readonly ReportFinding[];
  readonly exhibits: readonly ReportExhibit[];
  readonly sources: readonly SourceRecord[];
  readonly analysis: { readonly at: Timestamp; readonly parameters: string; readonly hosts: number } | undefined;
  readonly custody: { readonly entries: number; readonly lastHash: string; readonly problems: readonly string[] };
  readonly namesRevealed: boolean;
  readonly run: { readonly at: Timestamp; readonly product: string };
}
