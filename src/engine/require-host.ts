import { UserError } from "../base/errors.ts";
import type { Workspace } from "../store/workspace.ts";

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
