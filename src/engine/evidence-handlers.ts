/** Taking evidence in: hosts, people, sources. */
import type { EngineHandlers, ImportOptions } from "../api/engine-contract.ts";
import { logReveal, subjectsFor } from "../case/masking.ts";
import { formats } from "../importers/formats/index.ts";
import { importPaths } from "../importers/import-paths.ts";
import { parseMapping } from "../importers/mapping.ts";
import { previewTable } from "../importers/preview-table.ts";
import { defined } from "./defined.ts";
import { requireHost } from "./require-host.ts";
import type { Session } from "./session.ts";

type Handled = Extract<
  keyof EngineHandlers,
  `host.${string}` | "class.list" | `subject.${string}` | `import.${string}` | `source.${string}`
>;

export function evidenceHandlers(session: Session): Pick<EngineHandlers, Handled> {
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
  };
}

function importOptions(options: ImportOptions = {}) {
  const { mapping, ...rest } = defined(options);
  return mapping === undefined ? rest : { ...rest, mapping: parseMapping(mapping) };
}
