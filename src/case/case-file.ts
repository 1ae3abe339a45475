/**
 * Working on a case: each function reads the case, makes the changed one, and stores it with one custody entry that
 * says what was done. Nothing is ever edited in place; what a case once held stays in the log.
 */
import { UserError } from "../base/errors.ts";
import { canonicalJson } from "../base/canonical-json.ts";
import type { Timestamp } from "../base/time.ts";
import type { Case, Exhibit, ExhibitKind, Finding, Hypothesis } from "../model/case.ts";
import type { CostAssumptions } from "../model/cost.ts";
import { exhibitDigest } from "../store/exhibit-digest.ts";
import type { EventQuery, Page, Workspace } from "../store/workspace.ts";

/** The competing explanations that every case starts with. */
const FIRST_HYPOTHESES: readonly Hypothesis[] = [
  { id: "authorised", title: "Authorised work", weights: {} },
  { id: "misconfiguration", title: "Misconfiguration or fault", weights: {} },
  { id: "outside", title: "Outside attacker", weights: {} },
  { id: "insider", title: "Insider", weights: {} },
];

/** The most rows that one exhibit freezes. */
export const EXHIBIT_ROWS = 10_000;

/** The case of an id; a `UserError` where there is none. */
export function caseOf(workspace: Workspace, caseId: string): Case {
  const found = workspace.case(caseId);
  if (found === undefined) {
    throw new UserError("not-found", `There is no case "${caseId}" in this workspace.`, {
      next: "`case list` shows those that are there.",
    });
  }
  return found;
}

export function createCase(workspace: Workspace, title: string, now: Timestamp): Case {
  const numbers = workspace.cases().map((known) => Number(known.id.replace("CASE-", "")));
  const made: Case = {
    id: `CASE-${Math.max(0, ...numbers) + 1}`,
    title,
    createdAt: now,
    findings: [],
    exhibits: [],
    notes: [],
    hypotheses: FIRST_HYPOTHESES,
    subjects: [],
    verdict: "",
  };
  return save(workspace, made, "case-created", { title });
}

/** Takes an episode into the case, its subjects with it; an episode that is there already changes nothing. */
export function addEpisode(workspace: Workspace, caseId: string, episodeId: string, now: Timestamp): Case {
  const file = caseOf(workspace, caseId);
  if (file.findings.some((finding) => finding.episodeId === episodeId)) return file;
  const episode = workspace.episode(episodeId);
  if (episode === undefined) {
    throw new UserError("not-found", `There is no episode "${episodeId}" in this workspace.`, {
      next: "`analyze` lists those that are there.",
    });
  }
  const finding: Finding = { episodeId, addedAt: now, judgement: "open", reason: "" };
  const subjects = [...new Set([...file.subjects, ...episode.subjects.map((subject) => subject.id)])];
  return save(workspace, { ...file, findings: [...file.findings, finding], subjects }, "case-episode-added", {
    episode: episodeId,
    host: episode.host,
  });
}

export interface Judgement extends Pick<Finding, "judgement" | "reason"> {
  readonly episodeId: string;
}

/** What the investigator concludes of an episode; anything but "open" needs a reason. */
export function judge(workspace: Workspace, caseId: string, { episodeId, judgement, reason }: Judgement): Case {
  const file = caseOf(workspace, caseId);
  if (judgement !== "open" && reason.trim() === "") {
    throw new UserError("wrong-usage", "A judgement needs its reason.", { next: "Say why, in a sentence." });
  }
  if (!file.findings.some((finding) => finding.episodeId === episodeId)) {
    throw new UserError("not-found", `${caseId} does not hold the episode "${episodeId}".`);
  }
  const findings = file.findings.map((finding) =>
    finding.episodeId === episodeId ? { ...finding, judgement, reason } : finding,
  );
  return save(workspace, { ...file, findings }, "case-judged", { episode: episodeId, judgement, reason });
}

export function addNote(workspace: Workspace, caseId: string, text: string, now: Timestamp): Case {
  const file = caseOf(workspace, caseId);
  return save(workspace, { ...file, notes: [...file.notes, { at: now, text }] }, "case-note", { text });
}

export interface PinRequest {
  readonly kind: ExhibitKind;
  readonly title: string;
  readonly query: EventQuery;
  /** Only the rows with these ids, where the investigator picked some. */
  readonly ids: readonly number[] | undefined;
}

/** Freezes what the query gives now as an exhibit, with its hash. */
export function pin(workspace: Workspace, caseId: string, request: PinRequest, now: Timestamp): Case {
  const file = caseOf(workspace, caseId);
  const rows = queryRows(workspace, request);
  if (rows.length === 0) {
    throw new UserError("not-found", "The selection holds no rows to pin.", {
      next: "Select some, or widen the time.",
    });
  }
  const frozen = {
    kind: request.kind,
    query: canonicalJson({ ...request.query, ids: request.ids }),
    content: canonicalJson(rows),
  };
  const exhibit: Exhibit = {
    id: nextExhibitId(workspace, file),
    title: request.title,
    createdAt: now,
    ...frozen,
    sha256: exhibitDigest(frozen),
  };
  return save(workspace, { ...file, exhibits: [...file.exhibits, exhibit] }, "case-exhibit-pinned", {
    exhibit: exhibit.id,
    kind: exhibit.kind,
    title: exhibit.title,
    sha256: exhibit.sha256,
    rows: rows.length,
  });
}

/** Takes an exhibit out again; its hash stays in the custody log. */
export function unpin(workspace: Workspace, caseId: string, exhibitId: string): Case {
  const file = caseOf(workspace, caseId);
  const exhibit = file.exhibits.find((known) => known.id === exhibitId);
  if (exhibit === undefined) throw new UserError("not-found", `${caseId} has no exhibit "${exhibitId}".`);
  const exhibits = file.exhibits.filter((known) => known.id !== exhibitId);
  return save(workspace, { ...file, exhibits }, "case-exhibit-removed", { exhibit: exhibitId, sha256: exhibit.sha256 });
}

/**
 * Puts an exhibit back as it was taken out: its own hash must hold, and the custody log must tell that the very same was
 * removed from this case.
 */
export function restoreExhibit(workspace: Workspace, caseId: string, exhibit: Exhibit): Case {
  const file = caseOf(workspace, caseId);
  const { id, sha256 } = exhibit;
  const wasRemoved = workspace
    .custody()
    .some(
      (entry) =>
        entry.action === "case-exhibit-removed" && tellsOf(entry.detail, { case: caseId, exhibit: id, sha256 }),
    );
  if (!wasRemoved || exhibitDigest(exhibit) !== sha256) {
    throw new UserError("bad-input", `${caseId} never held this exhibit "${id}".`, { next: "Pin the rows again." });
  }
  if (file.exhibits.some((known) => known.id === id)) return file;
  const exhibits = [...file.exhibits, exhibit].sort((a, b) => numberOf(a.id) - numberOf(b.id));
  return save(workspace, { ...file, exhibits }, "case-exhibit-restored", { exhibit: id, sha256 });
}

const numberOf = (exhibitId: string): number => Number(exhibitId.replace("E", ""));

/** The next number of an exhibit: one that was taken out keeps its own, since weights and reports name it. */
function nextExhibitId(workspace: Workspace, file: Case): string {
  const pinned = workspace
    .custody()
    .filter((entry) => entry.action === "case-exhibit-pinned" && tellsOf(entry.detail, { case: file.id })).length;
  return `E${Math.max(pinned, ...file.exhibits.map(({ id }) => numberOf(id))) + 1}`;
}

/** Whether the detail of a custody entry holds these facts. */
function tellsOf(detail: string, facts: Readonly<Record<string, string>>): boolean {
  const told: unknown = JSON.parse(detail);
  if (typeof told !== "object" || told === null) return false;
  const entries = new Map<string, unknown>(Object.entries(told));
  return Object.entries(facts).every(([name, value]) => entries.get(name) === value);
}

export function setHypotheses(workspace: Workspace, caseId: string, hypotheses: readonly Hypothesis[]): Case {
  return save(workspace, { ...caseOf(workspace, caseId), hypotheses }, "case-hypotheses", { hypotheses });
}

export function setVerdict(workspace: Workspace, caseId: string, verdict: string): Case {
  return save(workspace, { ...caseOf(workspace, caseId), verdict }, "case-verdict", { verdict });
}

/** `undefined` goes back to the usual assumptions. */
export function setCost(workspace: Workspace, caseId: string, assumptions: CostAssumptions | undefined): Case {
  const { costAssumptions: before, ...file } = caseOf(workspace, caseId);
  const changed = assumptions === undefined ? file : { ...file, costAssumptions: assumptions };
  return save(workspace, changed, "case-cost", { from: before, to: assumptions });
}

function save(workspace: Workspace, file: Case, action: string, detail: object): Case {
  workspace.saveCase(file, action, { case: file.id, ...detail });
  return file;
}

function queryRows(workspace: Workspace, { kind, query, ids }: PinRequest): unknown[] {
  const wanted = ids === undefined ? undefined : new Set(ids);
  const keep = <Row extends { readonly id: number }>(read: (page: EventQuery) => Page<Row>): Row[] =>
    allRows(read, query, wanted);
  switch (kind) {
    case "processes":
      return keep((page) => workspace.processes(page));
    case "connections":
      return keep((page) => workspace.connections(page));
    case "controls":
      return keep((page) => workspace.controls(page));
    case "claims":
      return workspace.justifications(query).filter((claim) => wanted?.has(claim.rowId) ?? true);
    case "annotations":
      return workspace.annotations(query.hosts).filter((annotation) => {
        const { id, start, end = start } = annotation;
        const isInside = query.range === undefined || (start < query.range.end && end >= query.range.start);
        return isInside && (wanted?.has(id) ?? true);
      });
    case "episode":
      return workspace.episodes(query);
    case "series":
      return seriesRows(workspace, query);
  }
}

function allRows<Row extends { readonly id: number }>(
  read: (page: EventQuery) => Page<Row>,
  query: EventQuery,
  wanted: ReadonlySet<number> | undefined,
): Row[] {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = read({ ...query, limit: 1000, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows.filter((row) => wanted?.has(row.id) ?? true));
    after = page.next;
  } while (after !== undefined && rows.length < EXHIBIT_ROWS && (wanted === undefined || rows.length < wanted.size));
  return rows.slice(0, EXHIBIT_ROWS);
}

/** Samples of the hosts' series over the range, as one row a series: times and values side by side. */
function seriesRows(workspace: Workspace, query: EventQuery): unknown[] {
  return workspace.series(query.hosts === undefined ? {} : { hosts: query.hosts }).map((series) => {
    const { times, values } = workspace.readSamples(series.id, query.range);
    return {
      host: series.host,
      metric: series.metric,
      instance: series.instance,
      unit: series.unit,
      times: Array.from(times),
      values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    };
  });
}
