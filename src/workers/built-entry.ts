/** Where the build has put the program that a worker thread runs. */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Whether this very code runs as built: from sources there may be a build of other sources beside it. */
export function runsAsBuilt(): boolean {
  return path.basename(path.dirname(here)) === "dist";
}

/** The built file of `src/…/<name>.ts`; `undefined` where there is none. */
export function builtEntry(name: string): string | undefined {
  let folder = here;
  while (!existsSync(path.join(folder, "package.json"))) {
    const above = path.dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  const file = path.join(folder, "dist", "node", `${name}.js`);
  return existsSync(file) ? file : undefined;
}
