/** Names of people stay masked until somebody gives a reason to see them; the reason is logged before a name is shown. */
import { UserError } from "../base/errors.ts";
import type { Subject } from "../model/fleet.ts";
import type { Workspace } from "../store/workspace.ts";

/** Subjects as they may be shown: without names, or with them where a reveal has been logged for `reveal`. */
export function subjectsFor(workspace: Workspace, reveal: string | undefined): Subject[] {
  const subjects = workspace.subjects();
  return reveal === undefined ? subjects.map((subject) => ({ ...subject, name: undefined })) : subjects;
}

/** Logs why names are shown. A blank reason is refused. */
export function logReveal(workspace: Workspace, reason: string, purpose: string): void {
  if (reason.trim().length < 3) {
    throw new UserError("wrong-usage", "Names are shown only for a stated reason.", {
      next: "Say why, in a few words.",
    });
  }
  workspace.recordCustody("reveal", { reason: reason.trim(), purpose });
}
