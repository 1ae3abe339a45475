/** Which class hosts seem to belong to: worked out once for the sources, classes and decisions that are there. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import { suggestHostClasses } from "../analysis/suggest-host-classes.ts";
import type { ClassSuggestions } from "../model/class-suggestion.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Session } from "./session.ts";

interface Known {
  readonly workspace: Workspace;
  readonly madeOf: string;
  readonly suggestions: ClassSuggestions;
}

export function suggestionHandlers(session: Session): Pick<EngineHandlers, "class.suggest"> {
  let known: Known | undefined;
  return {
    "class.suggest": async (_, { signal, notify }) => {
      const { workspace } = session;
      const madeOf = JSON.stringify([
        workspace.sources().map(({ id }) => id),
        workspace.hosts().map(({ name, className, timeZone }) => [name, className, timeZone]),
        workspace.classes(),
      ]);
      if (known?.workspace !== workspace || known.madeOf !== madeOf) {
        known = {
          workspace,
          madeOf,
          suggestions: await suggestHostClasses(workspace, { signal, onProgress: notify }),
        };
      }
      return known.suggestions;
    },
  };
}
