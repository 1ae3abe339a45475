/** Which class each host of a workspace seems to belong to, from its hours; see detection's suggest-classes. */
import { suggestClasses } from "../detection/suggest-classes.ts";
import type { HostHours } from "../detection/input.ts";
import type { ClassSuggestions } from "../model/class-suggestion.ts";
import type { Workspace } from "../store/workspace.ts";
import { readClass } from "./analyze-class.ts";
import { classJobs } from "./analyze-classes.ts";
import { pauseUnder } from "./pause.ts";

export interface SuggestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly share: number; readonly doing: string }) => void;
}

/** Assigns nothing. A `UserError` "cancelled" where the signal is aborted. */
export async function suggestHostClasses(
  workspace: Workspace,
  { signal, onProgress = () => undefined }: SuggestOptions = {},
): Promise<ClassSuggestions> {
  const pause = pauseUnder(signal);
  const hosts = workspace.hosts();
  const classes = new Map(workspace.classes().map((systemClass) => [systemClass.name, systemClass]));
  const fleet: HostHours[] = [];
  let begun = 0;
  for (const job of classJobs(workspace, { hosts, classes, range: undefined, choices: workspace.choices() })) {
    const members = await readClass(workspace, job, pause, (host) =>
      onProgress({ share: begun++ / hosts.length, doing: `Looking at ${host}` }),
    );
    fleet.push(...members);
  }
  return suggestClasses(fleet);
}
