import { open } from "node:fs/promises";
import type { Engine, Verification } from "../../api/engine-contract.ts";
import type { Command } from "../command.ts";
import { DONE, DONE_WITH_REJECTS } from "../output.ts";

export const verify: Command = {
  name: "verify",
  args: "<PATH>",
  describes: "check a workspace's custody log or an evidence package",
  needsWorkspace: false,
  async run([path], _options, { engine }) {
    const { checked, problems } = await verification(engine, String(path));
    const ok = problems.length === 0;
    return {
      json: { ok, checked, problems },
      text: ok ? `${checked} entries checked; all hold.` : problems.join("\n"),
      status: ok ? DONE : DONE_WITH_REJECTS,
    };
  },
};

async function verification(engine: Engine, path: string): Promise<Verification> {
  if (await isZip(path)) return engine.call("report.verifyPackage", { path });
  await engine.call("workspace.open", { path, readOnly: true });
  return engine.call("custody.verify", {});
}

/** What cannot be read is left to whoever opens it: it says why. */
async function isZip(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.toString("latin1") === "PK\u0003\u0004";
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
