import type { Command } from "../command.ts";
import { DONE, DONE_WITH_REJECTS } from "../output.ts";

export const verify: Command = {
  name: "verify",
  args: "<PATH>",
  describes: "check a workspace's custody log",
  needsWorkspace: false,
  async run([path], _options, { engine }) {
    await engine.call("workspace.open", { path: String(path), readOnly: true });
    const { checked, problems } = await engine.call("custody.verify", {});
    const ok = problems.length === 0;
    return {
      json: { ok, checked, problems },
      text: ok ? `${checked} entries checked; all hold.` : problems.join("\n"),
      status: ok ? DONE : DONE_WITH_REJECTS,
    };
  },
};
