/** Gathers a case and all that its findings rest on into the view model that every format renders. */
import { DAY, type TimeRange, type Timestamp } from "../base/time.ts";
import { explainEpisode } from "../analysis/explain-episode.ts";
import { lanes } from "../analysis/lanes.ts";
import { techniquesOf } from "../analysis/techniques.ts";
import { caseOf } from "../case/case-file.ts";
import { estimateCost } from "../case/cost.ts";
import { subjectsFor } from "../case/masking.ts";
import type { Annotation } from "../model/annotation.ts";
import type { Case, Exhibit, Finding } from "../model/case.ts";
import { exhibitCell } from "../model/exhibit-cell.ts";
import type { Episode } from "../model/episode.ts";
import type { Subject } from "../model/fleet.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ReportExhibit, ReportFinding, ReportModel, ReportSubject } from "./report-model.ts";

/** Rows of an exhibit that a report prints; the evidence package and the workspace hold all. */
const PRINTED_ROWS = 200;
const PICTURE_POINTS = 800;

export interface ReportOptions {
  /** Why names of people are to be shown; masked without. The caller has logged it. */
  readonly reveal: string | undefined;
  readonly at: Timestamp;
  /** Name and version of the program, as printed. */
  readonly product: string;
}

/** The report of a case; a `UserError` where the case is not there. */
export function buildReport(workspace: Workspace, caseId: string, options: ReportOptions): ReportModel {
  const file = caseOf(workspace, caseId);
  const subjects = subjectsFor(workspace, options.reveal);
  const annotations = file.exhibits.filter(({ kind }) => kind === "annotations").flatMap(frozenAnnotations);
  const custody = workspace.custody();
  const analysis = workspace.lastAnalysis();
  return {
    case: { id: file.id, title: file.title, createdAt: file.createdAt, notes: file.notes, verdict: file.verdict },
    hypotheses: file.hypotheses,
    findings: file.findings.map((finding) => reportFinding(workspace, file, finding, subjects, annotations)),
    exhibits: file.exhibits.map(reportExhibit),
    sources: workspace.sources(),
    analysis:
      analysis === undefined ? undefined : { at: analysis.at, parameters: analysis.parameters, hosts: analysis.hosts },
    custody: {
      entries: custody.length,
      lastHash: custody.at(-1)?.hash ?? "",
      problems: workspace.verifyCustody().problems,
    },
    namesRevealed: options.reveal !== undefined,
    run: { at: options.at, product: options.product },
  };
}

function reportFinding(
  workspace: Workspace,
  { costAssumptions }: Case,
  finding: Finding,
  subjects: readonly Subject[],
  annotations: readonly Annotation[],
): ReportFinding {
  const explanation = explainEpisode(workspace, finding.episodeId);
  const { episode } = explanation;
  const host = workspace.host(episode.host);
  const until = episode.end ?? host?.to ?? ((episode.start + DAY) as Timestamp);
  const margin = Math.max(2 * DAY, (until - episode.start) / 4);
  const range: TimeRange = { start: (episode.start - margin) as Timestamp, end: (until + margin) as Timestamp };
  return {
    episode,
    judgement: finding.judgement,
    judgementReason: finding.reason,
    sentence: explanation.sentence,
    story: explanation.story,
    baseline: explanation.baseline,
    wouldClear: explanation.wouldClear,
    unknown: explanation.unknown,
    subjects: episode.subjects.map((related): ReportSubject => {
      const known = subjects.find((subject) => subject.id === related.id);
      return {
        ...related,
        name: known?.name ?? "masked",
        department: known?.department,
        priorViolations: known?.priorViolations.map((violation) => `${violation.date} ${violation.what}`) ?? [],
      };
    }),
    techniques: techniquesOf(episode),
    cost: estimateCost(episode.excess, host?.logicalCpus, costAssumptions),
    searched: {
      total: workspace.justifications().length,
      onHost: workspace.justifications({ hosts: [episode.host], range }),
    },
    until,
    annotations: annotations.filter(
      ({ host: on, start, end = start }) => on === episode.host && start < range.end && end >= range.start,
    ),
    picture: {
      range,
      lanes: lanes(workspace, {
        hosts: [episode.host],
        metrics: picturedMetrics(episode),
        range,
        points: PICTURE_POINTS,
      }),
    },
  };
}

/** Annotations as an exhibit froze them, whatever became of them since. */
function frozenAnnotations({ content }: Exhibit): Annotation[] {
  const annotations: Annotation[] = JSON.parse(content);
  return annotations;
}

/** The metric that deviates most first, then the others that deviate, four at most. */
function picturedMetrics(episode: Episode): string[] {
  return [...new Set([episode.shape.metric, ...episode.metrics])].filter((metric) => metric !== "").slice(0, 4);
}

function reportExhibit(exhibit: Exhibit): ReportExhibit {
  const content: unknown = JSON.parse(exhibit.content);
  const rows = (Array.isArray(content) ? content : [content]).filter(
    (row): row is Record<string, unknown> => typeof row === "object" && row !== null,
  );
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    id: exhibit.id,
    kind: exhibit.kind,
    title: exhibit.title,
    createdAt: exhibit.createdAt,
    query: exhibit.query,
    sha256: exhibit.sha256,
    columns,
    rows: rows.slice(0, PRINTED_ROWS).map((row) => columns.map((column) => exhibitCell(column, row[column]))),
    totalRows: rows.length,
  };
}
