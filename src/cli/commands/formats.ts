import type { Command } from "../command.ts";
import { table } from "../output.ts";

export const formats: Command = {
  name: "formats",
  describes: "list the formats that can be imported",
  needsWorkspace: false,
  async run(_args, _options, { engine }) {
    const known = await engine.call("import.formats", {});
    return {
      json: known,
      text: table(
        ["format", "what writes it"],
        known.map((format) => [format.id, format.describes]),
      ),
    };
  },
};
