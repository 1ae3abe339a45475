/** Putting hosts into classes: one decision may be of several hosts; each host's is logged, all are undone together. */
import { plural } from "../format/words.ts";
import { askEngine } from "./engine.ts";
import { offerUndo } from "./undo.ts";
import { refreshWorkspace } from "./workspace.ts";

export interface Housed {
  readonly host: string;
  readonly className: string | undefined;
}

/** Puts hosts into the class named, or out of the one that each is in now; `title` is the class as it is shown. */
export async function putIntoClass(
  hosts: readonly Housed[],
  className: string | undefined,
  title: string,
): Promise<void> {
  const done: Housed[] = [];
  try {
    for (const one of hosts) {
      await setClass({ host: one.host, className });
      done.push(one);
    }
  } finally {
    // Where one of them fails, those before it are put, and can be taken back.
    if (done.length > 0) offerWayBack(done, className === undefined ? "no class" : `class ${title}`);
    await refreshWorkspace();
  }
}

function offerWayBack(done: readonly Housed[], where: string): void {
  const [first] = done;
  const who = done.length === 1 && first !== undefined ? first.host : plural(done.length, "host");
  const verb = done.length === 1 ? "is" : "are";
  offerUndo(`${who} ${verb} of ${where} now. Analyse again to have ${done.length === 1 ? "it" : "them"} judged so.`, {
    title: `${who} put into ${where}`,
    async undo() {
      for (const one of done) await setClass(one);
      await refreshWorkspace();
    },
  });
}

function setClass({ host, className }: Housed): Promise<void> {
  return askEngine("host.setClass", { host, ...(className === undefined ? {} : { className }) });
}
