import { toIso, type Timestamp } from "../../base/time.ts";
import type { SeriesEnvelope } from "../../api/engine-contract.ts";
import { textOption, timeOption, wholeOption, type Command } from "../command.ts";
import { table } from "../output.ts";

export const series: Command = {
  name: "series",
  describes: "print samples of a host, or their envelope",
  needsWorkspace: true,
  options: [
    ["--host <H>", "the host"],
    ["--metric <M>", "one metric, such as system.cpu.utilization"],
    ["--from <T>", "start of the range"],
    ["--to <T>", "end of the range"],
    ["--points <N>", "at most this many steps, each with its least, mean and greatest value (every sample)"],
  ],
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const found = await engine.call("series.envelopes", {
      host: textOption(options, "host") ?? "",
      metric: textOption(options, "metric"),
      from: timeOption(options, "from"),
      to: timeOption(options, "to"),
      points: wholeOption(options, "points"),
    });
    return {
      json: found.map((entry) => ({
        metric: entry.series.metric,
        instance: entry.series.instance,
        unit: entry.series.unit,
        points: pointsOf(entry),
      })),
      text: table(
        ["metric", "instance", "unit", "from", "to", "samples", "steps"],
        found.map(({ series: { metric, instance, unit, from, to, count }, envelope }) => [
          metric,
          instance,
          unit,
          toIso(from),
          toIso(to),
          String(count),
          String(envelope.times.length),
        ]),
      ),
    };
  },
};

function pointsOf({ envelope }: SeriesEnvelope): [string, number, number, number][] {
  return Array.from(envelope.times, (time, index) => [
    toIso(time as Timestamp),
    envelope.min[index] ?? Number.NaN,
    envelope.mean[index] ?? Number.NaN,
    envelope.max[index] ?? Number.NaN,
  ]);
}
