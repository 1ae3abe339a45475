import { setTimeout as delay } from "node:timers/promises";
import { numberOption, type Command } from "../command.ts";

export const live: Command = {
  name: "live",
  describes: "sample this machine into the workspace",
  needsWorkspace: true,
  options: [
    ["--seconds <N>", "stop after this many seconds (60)"],
    ["--interval <S>", "seconds between samples (5)"],
  ],
  async run(_args, options, { engine, openWorkspace, signal }) {
    await openWorkspace(options, true);
    await engine.call("live.start", { intervalSeconds: numberOption(options, "interval") ?? 5 });
    const seconds = numberOption(options, "seconds") ?? 60;
    await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
    const { samples, processes, connections, alerts, cost, host } = await engine.call("live.stop", {});
    return {
      json: { host, samples, processes, connections, alerts, cost },
      text:
        `${host}: ${samples} samples, ${processes} processes, ${connections} connections; ` +
        `cost ${(cost * 100).toFixed(1)} % of one CPU.${alerts.map((alert) => `\n${alert}`).join("")}`,
    };
  },
};
