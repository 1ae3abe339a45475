import { toIso, type Timestamp } from "../../base/time.ts";
import type { Command } from "../command.ts";
import { table } from "../output.ts";

export const hosts: Command = {
  name: "hosts",
  describes: "list the hosts with their class, coverage and counts",
  needsWorkspace: true,
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const known = await engine.call("host.list", {});
    const time = (at: Timestamp | undefined): string | null => (at === undefined ? null : toIso(at));
    return {
      json: known.map((host) => ({
        host: host.name,
        class: host.className ?? null,
        from: time(host.from),
        to: time(host.to),
        sampleCount: host.sampleCount,
        processCount: host.processCount,
        connectionCount: host.connectionCount,
        controlCount: host.controlCount,
      })),
      text: table(
        ["host", "class", "from", "to", "samples", "processes", "connections"],
        known.map((host) => [
          host.name,
          host.className ?? "–",
          time(host.from) ?? "–",
          time(host.to) ?? "–",
          String(host.sampleCount),
          String(host.processCount),
          String(host.connectionCount),
        ]),
      ),
    };
  },
};
