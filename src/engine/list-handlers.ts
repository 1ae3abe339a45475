/** The lists: what a query admits of episodes, events, claims and rejects, in order, in groups, and as a file. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import { findSuspects, type WorkspaceSuspects } from "../analysis/suspects.ts";
import { claimFields, episodeFields } from "../filter/conclusion-fields.ts";
import { connectionFields, controlFields, processFields, rejectFields } from "../filter/event-fields.ts";
import { findField, type FieldValue, type FilterField } from "../filter/field.ts";
import type { ListKind } from "../filter/list-kinds.ts";
import { valuesOf } from "../filter/matches.ts";
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
  | `list.${string}`
  | "episode.list"
>;

const PAGE = 2_000;

export function listHandlers(session: Session): Pick<EngineHandlers, Handled> {
  const suspects = suspectsOf();
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

    "list.groups": ({ kind, by, ...query }) => groupsOf(session.workspace, kind, defined(query), by),
    "list.export": async ({ kind, path, columns, ...query }, { signal, notify }) => {
      const admitted = defined(query);
      const job = { path, columns, signal, onProgress: notify };
      const written = await exportRows(session.workspace, kind, admitted, job);
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

function groupsOf(workspace: Workspace, kind: ListKind, query: EventQuery, by: string): Group[] {
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

function exportRows(workspace: Workspace, kind: ListKind, query: EventQuery, job: ExportJob) {
  const whole = <Row>(rows: readonly Row[]) => [{ rows, total: rows.length }];
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
