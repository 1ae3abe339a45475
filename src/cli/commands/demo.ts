import { writeDemo } from "../../demo/write-demo.ts";
import { scenarios } from "../../demo/scenarios/index.ts";
import { UserError } from "../../base/errors.ts";
import { textOption, wholeOption, type Command } from "../command.ts";

export const demo: Command = {
  name: "demo",
  args: "<DIR>",
  describes: "write a bundle in real export formats to DIR/bundle, and what was planted to DIR/labels.json",
  needsWorkspace: false,
  options: [
    ["--scenario <NAME>", `one of: ${scenarios.map((scenario) => scenario.id).join(", ")} (reference)`],
    ["--hosts <N>", "number of hosts (60)"],
    ["--days <N>", "days of telemetry (180)"],
    ["--step <SECONDS>", "seconds between samples (300)"],
    ["--seed <N>", "seed: the same one gives the same bytes (1)"],
  ],
  async run([directory], options, { long, signal }) {
    const scenario = textOption(options, "scenario") ?? "reference";
    if (!scenarios.some((known) => known.id === scenario)) {
      throw new UserError("wrong-usage", `There is no scenario "${scenario}".`, {
        next: `Known are ${scenarios.map((known) => known.id).join(", ")}.`,
      });
    }
    const result = await writeDemo({
      directory: String(directory),
      scenario,
      hosts: wholeOption(options, "hosts") ?? 60,
      days: wholeOption(options, "days") ?? 180,
      stepSeconds: wholeOption(options, "step") ?? 300,
      seed: wholeOption(options, "seed") ?? 1,
      signal,
      onProgress: (progress) => long.onNotice?.(progress),
    });
    return {
      json: result,
      text: `Wrote ${result.bundle} with ${result.labels.length} labels.`,
    };
  },
};
