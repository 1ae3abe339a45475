/** Taking evidence in and reading it: fleet, sources, series. */
import type { EngineHandlers, ImportOptions } from "../api/engine-contract.ts";
import { UserError } from "../base/errors.ts";
import type { Timestamp } from "../base/time.ts";
import { fleetDays } from "../analysis/fleet-days.ts";
import { fleetWeeksOf } from "../analysis/fleet-weeks.ts";
import { lanes } from "../analysis/lanes.ts";
import { logReveal, subjectsFor } from "../case/masking.ts";
import { formats } from "../importers/formats/index.ts";
import { importPaths } from "../importers/import-paths.ts";
import { parseMapping } from "../importers/mapping.ts";
import { previewTable } from "../importers/preview-table.ts";
import type { Envelope, Samples } from "../model/series.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Session } from "./session.ts";

type Handled = Extract<
  keyof EngineHandlers,
  | `host.${string}`
  | `class.${string}`
  | `subject.${string}`
  | `import.${string}`
  | `source.${string}`
  | `series.${string}`
  | `fleet.${string}`
>;

export function evidenceHandlers(session: Session): Pick<EngineHandlers, Handled> {
  let fleet: { readonly workspace: Workspace; readonly weeks: ReturnType<typeof fleetWeeksOf> } | undefined;
  return {
    "host.list": () => session.workspace.hosts(),
    "host.setClass": ({ host, className }) =>
      session.whenFree((workspace) => workspace.setHostClass(requireHost(workspace, host), className)),
    "class.list": () => session.workspace.classes(),
    "subject.list": async ({ reveal }) => {
      if (reveal !== undefined) {
        await session.whenFree((workspace) => logReveal(workspace, reveal, "list of people"));
      }
      return subjectsFor(session.workspace, reveal);
    },

    "import.preview": ({ path }) => previewTable(path),
    "import.run": ({ paths, options }, { signal, notify }) =>
      session.inTurn(() =>
        importPaths(session.workspace, paths, importOptions(options), { signal, onProgress: notify }),
      ),
    "import.formats": () => formats.map(({ id, describes, example }) => ({ id, describes, example })),
    "source.list": () => session.workspace.sources(),
    "source.rejects": ({ sourceId, after }) => session.workspace.rejects(sourceId, after),
    "source.remove": ({ sourceId }) => session.whenFree((workspace) => workspace.removeSource(sourceId)),

    "series.list": (query) => session.workspace.series(defined(query)),
    "series.envelopes": ({ host, metric, from, to, points }) => {
      const { workspace } = session;
      const name = requireHost(workspace, host);
      return workspace
        .series({ hosts: [name], ...(metric === undefined ? {} : { metrics: [metric] }) })
        .map((series) => {
          const range = { start: from ?? series.from, end: to ?? ((series.to + 1) as Timestamp) };
          const envelope =
            points === undefined
              ? everySample(workspace.readSamples(series.id, range))
              : workspace.envelope(series.id, range, points);
          return { series, envelope };
        });
    },
    "series.lanes": (query) => lanes(session.workspace, defined(query)),
    "fleet.days": () => fleetDays(session.workspace),
    "fleet.weeks": () => {
      const { workspace } = session;
      if (fleet?.workspace !== workspace) fleet = { workspace, weeks: fleetWeeksOf(workspace) };
      return fleet.weeks();
    },
  };
}

/** The host's own name for a name or alias; a `UserError` where the workspace does not know it. */
export function requireHost(workspace: Workspace, written: string): string {
  const name = workspace.resolveHost(written);
  if (name === undefined) {
    throw new UserError("not-found", `There is no host "${written}" in this workspace.`, {
      next: "`hosts` lists those that are there.",
    });
  }
  return name;
}

function everySample({ times, values }: Samples): Envelope {
  return { times, min: values, mean: values, max: values, count: new Float64Array(times.length).fill(1) };
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** A query without the keys that the front end left undefined. */
export function defined<T extends object>(query: T): Defined<T> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function importOptions(options: ImportOptions = {}) {
  const { mapping, ...rest } = defined(options);
  return mapping === undefined ? rest : { ...rest, mapping: parseMapping(mapping) };
}
