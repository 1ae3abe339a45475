/** Files that a view writes of what it shows. Reports and packages are written by src/report. */
import { createHash } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { EngineHandlers } from "../api/engine-contract.ts";
import { UserError } from "../base/errors.ts";
import type { Session } from "./session.ts";

export function exportHandlers(session: Session): Pick<EngineHandlers, "export.write"> {
  return {
    "export.write": async ({ path: target, title, content }) => {
      const sha256 = createHash("sha256").update(content).digest("hex");
      const part = `${target}.part`;
      try {
        await writeFile(part, content);
        await rename(part, target);
      } catch (error) {
        await rm(part, { force: true });
        throw new UserError("not-writable", `The file cannot be written: ${path.basename(target)}.`, {
          where: target,
          next: "Choose another place for it.",
          cause: error,
        });
      }
      await session.whenFree((workspace) =>
        workspace.recordCustody("export", { title, files: [{ name: path.basename(target), sha256 }] }),
      );
      return { path: target, sha256 };
    },
  };
}
