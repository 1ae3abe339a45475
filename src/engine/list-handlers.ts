/** The lists: what a query admits of episodes, events, claims and rejects, in order, in groups, and as a file. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import { dataProblemsOf } from "../analysis/data-quality/data-problems.ts";
import { findSuspects, type WorkspaceSuspects } from "../analysis/suspects.ts";
import { claimFields, episodeFields, problemFields } from "../filter/conclusion-fields.ts";
import { connectionFields, controlFields, processFields, rejectFields } from "../filter/event-fields.ts";
import { findField, type FieldValue, type FilterField } from "../filter/field.ts";
import type { ListKind } from "../filter/list-kinds.ts";
import { predicateOf, valuesOf } from "../filter/matches.ts";
import { readFilter } from "../filter/read-filter.ts";
import { overlap } from "../base/time.ts";
import type { DataProblem } from "../model/data-problem.ts";
import type { EventQuery, Group, Page, Workspace } from "../store/workspace.ts";
import { defined } from "./defined.ts";
import { exportList, type ExportJob } from "./export-list.ts";
import type { Session } from "./session.ts";

type Handled = Extract<
  keyof EngineHandlers,
  | `process.${string}`
  | `connection.${string}`
  | `control.${string}`
  | `justification.${string}`
  | `reject.${string}`
  | `problem.${string}`
  | `list.${string}`
  | "episode.list"
>;

const PAGE = 2_000;

export function listHandlers(session: Session): Pick<EngineHandlers, Handled> {
  const suspects = suspectsOf();
  const problems = problemsOf();
  return {
    "episode.list": (query) => session.workspace.episodes(defined(query)),
    "process.list": ({ suspectsFirst = false, ...query }) => {
      const { processes } = suspects(session.workspace);
      const first = suspectsFirst ? { first: processes.ids } : {};
      const page = session.workspace.processes({ ...defined(query), ...first });
      return { ...page, rows: page.rows.map((row) => ({ ...row, standsOut: processes.suspicionOf(row) })) };
    },
    "connection.list": ({ suspectsFirst = false, ...query }) => {
      const { connections } = suspects(session.workspace);
      const first = suspectsFirst ? { first: connections.ids } : {};
      const page = session.workspace.connections({ ...defined(query), ...first });
      return { ...page, rows: page.rows.map((row) => ({ ...row, standsOut: connections.suspicionOf(row) })) };
    },
    "control.list": (query) => session.workspace.controls(defined(query)),
    "justification.list": (query) => session.workspace.justifications(defined(query)),
    "reject.list": (query) => session.workspace.listRejects(defined(query)),

    "problem.list": (query) => problems(session.workspace, defined(query)),

    "list.groups": async ({ kind, by, ...query }) => {
      const admitted = defined(query);
      return kind === "problems"
        ? countValues(await problems(session.workspace, admitted), problemFields, by)
        : groupsOf(session.workspace, kind, admitted, by);
    },
    "list.export": async ({ kind, path, columns, ...query }, { signal, notify }) => {
      const admitted = defined(query);
      const job = { path, columns, signal, onProgress: notify };
      const written = await (kind === "problems"
        ? exportList(problemFields, whole(await problems(session.workspace, admitted)), job)
        : exportRows(session.workspace, kind, admitted, job));
      const { hosts, range, filter } = admitted;
      await session.whenFree((workspace) =>
        workspace.recordCustody("list-exported", { list: kind, ...defined({ hosts, range, filter }), ...written }),
      );
      return written;
    },
  };
}

/** The suspects of the workspace that is asked, found once for an analysis and the sources that are there. */
function suspectsOf(): (workspace: Workspace) => WorkspaceSuspects {
  let known:
    { readonly workspace: Workspace; readonly state: string; readonly suspects: WorkspaceSuspects } | undefined;
  return (workspace) => {
    const state = `${String(workspace.lastAnalysis()?.at)} ${workspace
      .sources()
      .map(({ id }) => id)
      .join(" ")}`;
    if (known?.workspace !== workspace || known.state !== state) {
      known = { workspace, state, suspects: findSuspects(workspace) };
    }
    return known.suspects;
  };
}

/** The problems of the workspace that is asked, whose hosts are looked at once for the sources that are there. */
function problemsOf(): (workspace: Workspace, query: EventQuery) => Promise<DataProblem[]> {
  let known: { readonly workspace: Workspace; readonly of: ReturnType<typeof dataProblemsOf> } | undefined;
  return async (workspace, { hosts, range, filter }) => {
    const expression = readFilter(filter, "problems");
    const admits = expression === undefined ? () => true : predicateOf(expression, problemFields);
    if (known?.workspace !== workspace) known = { workspace, of: dataProblemsOf(workspace) };
    const found = await known.of(hosts);
    return found.filter(
      (one) =>
        (hosts === undefined || one.host === undefined || hosts.includes(one.host)) &&
        (range === undefined || one.range === undefined || overlap(range, one.range) > 0) &&
        admits(one),
    );
  };
}

/** Lists that the store has as rows or that are short enough to be there at once. */
type StoredKind = Exclude<ListKind, "problems">;

function groupsOf(workspace: Workspace, kind: StoredKind, query: EventQuery, by: string): Group[] {
  switch (kind) {
    case "episodes":
      return countValues(workspace.episodes(query), episodeFields, by);
    case "claims":
      return countValues(workspace.justifications(query), claimFields, by);
    case "processes":
    case "connections":
    case "controls":
    case "rejects":
      return workspace.groups(kind, query, by);
  }
}

/** A row that has several values counts for each of them. */
function countValues<Row>(rows: readonly Row[], fields: readonly FilterField<Row>[], by: string): Group[] {
  const field = findField(fields, by);
  const counts = new Map<FieldValue, number>();
  for (const row of rows) {
    const values: readonly FieldValue[] = field === undefined ? [] : valuesOf(field, row);
    for (const value of values.length === 0 ? [undefined] : new Set(values)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return Array.from(counts, ([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

function whole<Row>(rows: readonly Row[]) {
  return [{ rows, total: rows.length }];
}

function exportRows(workspace: Workspace, kind: StoredKind, query: EventQuery, job: ExportJob) {
  switch (kind) {
    case "episodes":
      return exportList(episodeFields, whole(workspace.episodes(query)), job);
    case "claims":
      return exportList(claimFields, whole(workspace.justifications(query)), job);
    case "processes":
      return exportList(
        processFields,
        everyPage((page) => workspace.processes(page), query),
        job,
      );
    case "connections":
      return exportList(
        connectionFields,
        everyPage((page) => workspace.connections(page), query),
        job,
      );
    case "controls":
      return exportList(
        controlFields,
        everyPage((page) => workspace.controls(page), query),
        job,
      );
    case "rejects":
      return exportList(
        rejectFields,
        everyPage((page) => workspace.listRejects(page), query),
        job,
      );
  }
}

function* everyPage<Row>(read: (query: EventQuery) => Page<Row>, query: EventQuery): Generator<Page<Row>> {
  let after: string | undefined;
  do {
    const page = read({ ...query, limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield page;
    after = page.next;
  } while (after !== undefined);
}
