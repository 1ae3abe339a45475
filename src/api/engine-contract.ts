/** Everything a front end can ask of the engine. Each method is declared here and nowhere else. */
import { z } from "zod";
import type { TimeRange, Timestamp } from "../base/time.ts";
import type { Annotation } from "../model/annotation.ts";
import type { Case, CustodyEntry, ExhibitKind, HypothesisWeight } from "../model/case.ts";
import type { ContentListing } from "../model/content.ts";
import type { CostAssumptions, CostOfCase } from "../model/cost.ts";
import type { DataProblem } from "../model/data-problem.ts";
import type { ClassSuggestions } from "../model/class-suggestion.ts";
import type { Acceptance, DetectionChoices, PolicyThreshold, Sensitivity } from "../model/detection-choices.ts";
import type { Episode, StoryPart } from "../model/episode.ts";
import type { StoredConnection, StoredControl, StoredProcess } from "../model/events.ts";
import type { HostSummary, Subject, SystemClass } from "../model/fleet.ts";
import type { StoredJustification } from "../model/justification.ts";
import type { LaneData } from "../model/lane.ts";
import type { LiveStatus } from "../model/live-status.ts";
import type { Envelope, SeriesSummary } from "../model/series.ts";
import type { SensitivityPreview } from "../model/sensitivity-preview.ts";
import type { ListedReject, Reject, SourceRecord } from "../model/source.ts";
import type { Suspected } from "../model/suspicion.ts";
import { listKinds } from "../filter/list-kinds.ts";
import { LONGEST_FILTER } from "../filter/parse-filter.ts";
import { method, type Client, type Contract, type Handlers } from "./contract.ts";

const time = z.number().transform((value) => value as Timestamp);
export const rangeSchema = z.object({ start: time, end: time });

/** Share done (0–1, `undefined` where it cannot be known), with what is being done and the rate in words. */
export interface Progress {
  readonly share: number | undefined;
  readonly doing: string;
  readonly rate?: string;
  readonly remainingSeconds?: number;
}

export interface PageOf<T> {
  readonly rows: readonly T[];
  readonly next: string | undefined;
  readonly total: number;
}

/** The forms that a report is written in; `package` is the evidence package. */
export const reportFormats = ["html", "pdf", "md", "json", "csv", "stix", "package"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface Verification {
  /** How many things were looked at. */
  readonly checked: number;
  /** One sentence each; none where all holds. */
  readonly problems: readonly string[];
}

export interface WorkspaceSummary {
  readonly path: string;
  readonly isDemo: boolean;
  readonly revision: number;
  readonly hosts: number;
  readonly sources: number;
  readonly samples: number;
  readonly events: number;
  readonly rejects: number;
  readonly range: TimeRange | undefined;
  readonly analysedAt: Timestamp | undefined;
}

export interface ImportOptions {
  readonly host?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly format?: string | undefined;
  /** Text of a mapping file (JSON), for the generic table. */
  readonly mapping?: string | undefined;
}

/** The outcome for one file: as imported, already there, or failed as a whole with the reason. */
export interface ImportedSource {
  readonly path: string;
  readonly outcome: "imported" | "already-there" | "failed";
  readonly source: SourceRecord | undefined;
  readonly error: string | undefined;
}

export interface ImportResult {
  readonly sources: readonly ImportedSource[];
  readonly totals: { read: number; stored: number; skipped: number; rejected: number; samples: number; events: number };
}

/** What a table looks like and how it would be read: shown before a generic import. */
export interface TablePreview {
  readonly path: string;
  /** Id of the importer that claims the file, `generic-table` where none does, `undefined` where it is no table. */
  readonly format: string | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The guessed mapping as JSON text, with one sentence a decision. */
  readonly mapping: string | undefined;
  readonly decisions: readonly string[];
}

export interface SeriesEnvelope {
  readonly series: SeriesSummary;
  readonly envelope: Envelope;
}

export interface Explanation {
  readonly episode: Episode;
  /** Why this was flagged, in a few plain sentences. */
  readonly sentence: string;
  /** The same in its parts. */
  readonly story: readonly StoryPart[];
  /** The load line in words, one sentence a frame, with n. */
  readonly baseline: readonly string[];
  /** What would show that it is innocent, and what is not known. */
  readonly wouldClear: readonly string[];
  readonly unknown: readonly string[];
}

export interface FleetDays {
  readonly start: Timestamp;
  readonly hosts: readonly { readonly host: string; readonly load: Float64Array }[];
}

/** One cell of the fleet overview: the worst residual of a host in a week. */
export interface FleetWeeks {
  readonly weeks: readonly Timestamp[];
  readonly hosts: readonly {
    readonly host: string;
    readonly className: string | undefined;
    /** Highest episode priority of the host, 0 where there is none. */
    readonly priority: number;
    readonly alarms: number;
    /** Robust z of the CPU's weekly median off-peak load against the load line; NaN without data. */
    readonly residual: Float64Array;
    /** Share of the week's hours, as far as the fleet has data, in which the host has CPU samples. */
    readonly coverage: Float64Array;
  }[];
}

/** How many rows have one value of a field; `undefined` is those that have none. */
export interface ValueGroup {
  readonly value: string | number | undefined;
  readonly count: number;
}

export interface ExportedList extends WrittenFile {
  readonly rows: number;
}

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
}

const eventQuery = z.object({
  hosts: z.array(z.string()).optional(),
  range: rangeSchema.optional(),
  /** As it was typed, with the clock (an IANA name) that its times are on; see `parseFilter`. */
  filter: z.object({ text: z.string().max(LONGEST_FILTER), zone: z.string().max(100).optional() }).optional(),
  /** By a field of `listFields`; in order of time unless told. */
  order: z.object({ field: z.string(), descending: z.boolean() }).optional(),
  after: z.string().max(10_000).optional(),
  /** In place of `after`: how many rows come before the page, and how many there are in all, as an earlier page told. */
  skip: z.int().nonnegative().optional(),
  total: z.int().nonnegative().optional(),
  limit: z.int().positive().max(10_000).optional(),
});
/** With the rows that the analysis found suspicious on top of the first page. */
const suspectQuery = eventQuery.extend({ suspectsFirst: z.boolean().optional() });
const listKind = z.enum(listKinds);

const none = z.object({});
const caseId = z.object({ caseId: z.string() });
const importOptions = z.object({
  host: z.string().optional(),
  timeZone: z.string().optional(),
  format: z.string().optional(),
  mapping: z.string().optional(),
});
const weights = z.enum(["++", "+", "0", "-", "--"]) satisfies z.ZodType<HypothesisWeight>;
const sensitivity = z.object({
  factor: z.number().min(0.1).max(10),
  falseAlarmBudget: z.number().min(0.0001).max(1),
  listedPerMonth: z.number().min(0).max(100),
}) satisfies z.ZodType<Sensitivity>;
const policies = z
  .array(
    z.object({
      className: z.string().min(1).optional(),
      metric: z.string(),
      above: z.number(),
      minutes: z.number().min(1).max(100_000),
      when: z.enum(["always", "off-hours"]),
    }),
  )
  .max(200) satisfies z.ZodType<PolicyThreshold[]>;
/** Why somebody decided something. */
const note = z.string().min(1).max(10_000);
const exhibitKinds = z.enum([
  "episode",
  "processes",
  "connections",
  "controls",
  "series",
  "claims",
  "annotations",
]) satisfies z.ZodType<ExhibitKind>;

const amount = z.number().min(0).max(1_000_000);
const costAssumptions = z.object({
  wattsPerCpu: amount,
  wattsPerMachine: amount,
  wattsPerGpu: amount,
  facilityFactor: z.number().min(1).max(10),
  pricePerKilowattHour: amount,
  pricePerCpuHour: amount,
  currency: z.string().trim().min(1).max(10),
}) satisfies z.ZodType<CostAssumptions>;

export const engineContract = {
  /** Opens a workspace, making it where it does not exist; the one that was open is closed. */
  "workspace.open": method<WorkspaceSummary>()(
    z.object({ path: z.string(), create: z.boolean().optional(), readOnly: z.boolean().optional() }),
  ),
  /** Makes the demo investigation in a temporary workspace through the normal import and opens it. */
  "workspace.openDemo": method<WorkspaceSummary, Progress>()(
    z.object({ directory: z.string(), hosts: z.int().optional(), days: z.int().optional() }),
  ),
  "workspace.summary": method<WorkspaceSummary | undefined>()(none),
  "workspace.close": method<void>()(none),
  /** Resolves when the workspace's revision is no longer `revision`: views then ask again. */
  "workspace.changed": method<{ revision: number }>()(z.object({ revision: z.number() })),

  "host.list": method<HostSummary[]>()(none),
  /** Without a class the host is put out of the one that it is in. Logged. */
  "host.setClass": method<void>()(z.object({ host: z.string(), className: z.string().optional() })),
  "class.list": method<SystemClass[]>()(none),
  /** Which class hosts seem to belong to by what they do; assigns nothing. Accepting one is `host.setClass`. */
  "class.suggest": method<ClassSuggestions, Progress>()(none),
  /** Names are masked unless a reason is given, which is logged. */
  "subject.list": method<Subject[]>()(z.object({ reveal: z.string().min(3).optional() })),

  "import.preview": method<TablePreview>()(z.object({ path: z.string() })),
  "import.run": method<ImportResult, Progress>()(
    z.object({ paths: z.array(z.string()).min(1), options: importOptions.optional() }),
  ),
  "import.formats": method<{ id: string; describes: string; example: string }[]>()(none),
  "source.list": method<SourceRecord[]>()(none),
  "source.rejects": method<PageOf<Reject>>()(z.object({ sourceId: z.number(), after: z.number().optional() })),
  "source.remove": method<void>()(z.object({ sourceId: z.number() })),

  "series.list": method<SeriesSummary[]>()(
    z.object({ hosts: z.array(z.string()).optional(), metrics: z.array(z.string()).optional() }),
  ),
  /**
   * The series of one host, each instance for itself, over the range (all data unless told): as at most `points` steps,
   * or every sample where `points` is left out.
   */
  "series.envelopes": method<SeriesEnvelope[]>()(
    z.object({
      host: z.string(),
      metric: z.string().optional(),
      from: time.optional(),
      to: time.optional(),
      points: z.int().min(1).max(1_000_000).optional(),
    }),
  ),
  /** Lanes of one host or several; instances of a metric are combined. */
  "series.lanes": method<LaneData[]>()(
    z.object({
      hosts: z.array(z.string()).min(1).max(50),
      metrics: z.array(z.string()).optional(),
      range: rangeSchema,
      points: z.int().min(2).max(20_000),
    }),
  ),

  "analysis.run": method<{ episodes: number; alarms: number; elapsedMs: number }, Progress>()(
    z.object({
      hosts: z.array(z.string()).optional(),
      range: rangeSchema.optional(),
      /** A folder of detection content and rules that adds to what is shipped. */
      contentFolder: z.string().optional(),
    }),
  ),
  /** What an analysis would use now, with what is wrong with it. */
  "content.list": method<ContentListing>()(z.object({ folder: z.string().optional() })),
  /** Highest priority first. */
  "episode.list": method<Episode[]>()(eventQuery.pick({ hosts: true, range: true, filter: true })),
  "episode.explain": method<Explanation>()(z.object({ id: z.string() })),
  /** Mean CPU load by day over the last 30 days of the data, a ratio 0–1, NaN without samples. */
  "fleet.days": method<FleetDays>()(none),
  "fleet.weeks": method<FleetWeeks>()(none),

  /** What investigators decided about detection. Decisions are logged and take effect with the next analysis. */
  "detection.choices": method<DetectionChoices>()(none),
  /** What a change would make of this data, before it is decided; the policies that hold unless others are given. */
  "detection.preview": method<SensitivityPreview, Progress>()(z.object({ sensitivity, policies: policies.optional() })),
  "detection.setSensitivity": method<DetectionChoices>()(z.object({ sensitivity, note })),
  /** All policies that hold from then on. */
  "detection.setPolicies": method<DetectionChoices>()(z.object({ policies, note })),
  /** Makes a shift that lasts the new normal of its host, from its onset on. */
  "detection.accept": method<Acceptance>()(z.object({ episodeId: z.string(), note })),
  "detection.undoAcceptance": method<DetectionChoices>()(z.object({ id: z.string(), note })),
  /** Load lines learn from what came before `until` only, for a case. */
  "detection.freeze": method<DetectionChoices>()(caseId.extend({ until: time })),
  "detection.thaw": method<DetectionChoices>()(z.object({ note })),

  "process.list": method<PageOf<Suspected<StoredProcess>>>()(suspectQuery),
  "connection.list": method<PageOf<Suspected<StoredConnection>>>()(suspectQuery),
  "control.list": method<PageOf<StoredControl>>()(eventQuery),
  "justification.list": method<StoredJustification[]>()(eventQuery),
  /** Rejects of every source. */
  "reject.list": method<PageOf<ListedReject>>()(eventQuery),
  /** What is doubtful about the evidence: gaps, clocks, units, overlaps and rejects. */
  "problem.list": method<readonly DataProblem[]>()(eventQuery.pick({ hosts: true, range: true, filter: true })),
  /** How many of a list's rows have each value of a field: at most 1,000 values, the most frequent first. */
  "list.groups": method<ValueGroup[]>()(eventQuery.extend({ kind: listKind, by: z.string() })),
  /** Writes all rows that the query admits as CSV, with the given fields as columns; logged. */
  "list.export": method<ExportedList, Progress>()(
    eventQuery.extend({ kind: listKind, columns: z.array(z.string()).min(1).max(100), path: z.string() }),
  ),

  /** What was written on the timelines; of some hosts, or all. */
  "annotation.list": method<Annotation[]>()(z.object({ hosts: z.array(z.string()).optional() })),
  /** Writes an annotation, or changes the one with the id; under the id of a removed one it is brought back. Logged. */
  "annotation.save": method<Annotation>()(
    z.object({
      id: z.int().positive().optional(),
      host: z.string(),
      start: time,
      end: time.optional(),
      text: z.string().trim().min(1).max(2000),
    }),
  ),
  "annotation.remove": method<void>()(z.object({ id: z.int() })),

  "case.list": method<Case[]>()(none),
  "case.get": method<Case>()(caseId),
  "case.create": method<Case>()(z.object({ title: z.string().min(1).max(200) })),
  "case.addEpisode": method<Case>()(caseId.extend({ episodeId: z.string() })),
  "case.judge": method<Case>()(
    caseId.extend({
      episodeId: z.string(),
      judgement: z.enum(["open", "finding", "explained", "not-relevant"]),
      reason: z.string(),
    }),
  ),
  "case.addNote": method<Case>()(caseId.extend({ text: z.string().min(1).max(100_000) })),
  /** Freezes the rows that a query gives now, or the rows with the given ids. */
  "case.pin": method<Case>()(
    caseId.extend({
      kind: exhibitKinds,
      title: z.string().min(1).max(300),
      query: eventQuery,
      ids: z.array(z.number()).optional(),
    }),
  ),
  "case.unpin": method<Case>()(caseId.extend({ exhibitId: z.string() })),
  /** Puts an exhibit back that was taken out; refused where the custody log does not tell of the very same. */
  "case.restoreExhibit": method<Case>()(
    caseId.extend({
      exhibit: z.object({
        id: z.string(),
        kind: exhibitKinds,
        title: z.string(),
        createdAt: time,
        query: z.string(),
        content: z.string(),
        sha256: z.string(),
      }),
    }),
  ),
  "case.setHypotheses": method<Case>()(
    caseId.extend({
      hypotheses: z.array(z.object({ id: z.string(), title: z.string(), weights: z.record(z.string(), weights) })),
    }),
  ),
  /** What each finding cost, and by which assumptions. */
  "case.cost": method<CostOfCase>()(caseId),
  /** Estimates the cost by other assumptions, in the report too; without any by the usual ones. Logged. */
  "case.setCost": method<Case>()(caseId.extend({ assumptions: costAssumptions.optional() })),
  "case.setVerdict": method<Case>()(caseId.extend({ verdict: z.string().max(10_000) })),

  /** The report as self-contained HTML, for the preview and for printing. */
  "report.html": method<string>()(caseId.extend({ reveal: z.string().optional() })),
  "report.write": method<WrittenFile[], Progress>()(
    caseId.extend({
      directory: z.string(),
      formats: z.array(z.enum(reportFormats)).min(1),
      reveal: z.string().optional(),
    }),
  ),

  /** Writes what a view shows to a file that the user named, whole or not at all; logged with its hash. */
  "export.write": method<WrittenFile>()(
    z.object({
      path: z.string(),
      /** What it is, for the custody log: "timeline of RND-07, 2026-04-12 – 2026-04-19". */
      title: z.string().min(1).max(500),
      content: z.union([z.string(), z.instanceof(Uint8Array)]),
    }),
  ),

  "custody.list": method<CustodyEntry[]>()(none),
  "custody.verify": method<Verification>()(none),
  /** Checks an evidence package; no workspace need be open. */
  "report.verifyPackage": method<Verification>()(z.object({ path: z.string() })),

  "live.start": method<LiveStatus>()(z.object({ intervalSeconds: z.number().min(0.5).max(3600) })),
  "live.stop": method<LiveStatus>()(none),
  "live.status": method<LiveStatus>()(none),

  "setting.get": method<string | undefined>()(z.object({ key: z.string() })),
  "setting.set": method<void>()(z.object({ key: z.string(), value: z.string().max(1_000_000) })),
} satisfies Contract;

export type EngineContract = typeof engineContract;
export type EngineHandlers = Handlers<EngineContract>;
export type Engine = Client<EngineContract>;
