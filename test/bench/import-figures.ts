/** The figures of an import: speed and bytes a sample beside each peer, and the memory of our process. */
import type { Run } from "./contest.ts";
import type { Figure, Target } from "./figures.ts";
import { spreadOf, spreadText } from "./measure.ts";

export const MEMORY: Target = { floor: 1000, goal: 400, better: "less" };
/** Against DuckDB's file. */
export const FILE_SIZE: Target = { floor: 1, goal: 0.7, better: "less" };

export interface ImportComparison {
  readonly what: string;
  readonly samples: number;
  readonly ours: readonly Run[];
  readonly peers: readonly {
    readonly name: string;
    readonly runs: readonly Run[];
    readonly speed?: Target;
    readonly fileSize?: Target;
  }[];
}

export function importFigures({ what, samples, ours, peers }: ImportComparison): Figure[] {
  const rate = (runs: readonly Run[]): string =>
    spreadText(spreadOf(runs.map(({ seconds }) => samples / seconds / 1e6))) + " M/s";
  const size = (runs: readonly Run[]): string => `${((runs[0]?.bytes ?? Number.NaN) / samples).toFixed(2)} B`;
  const megabytes = ours.map(({ peakMegabytes }) => peakMegabytes);
  return [
    ...peers.flatMap(({ name, runs, speed, fileSize }): Figure[] => [
      {
        what: `${what}, samples/s against ${name}`,
        ours: rate(ours),
        peer: rate(runs),
        measured: ours.map(({ seconds }, round) => (runs[round]?.seconds ?? Number.NaN) / seconds),
        unit: "×",
        ...(speed === undefined ? {} : { target: speed }),
      },
      {
        what: `${what}, bytes/sample against ${name}`,
        ours: size(ours),
        peer: size(runs),
        measured: [(ours[0]?.bytes ?? Number.NaN) / (runs[0]?.bytes ?? Number.NaN)],
        unit: "×",
        ...(fileSize === undefined ? {} : { target: fileSize }),
      },
    ]),
    {
      what: `${what}, peak memory of the process`,
      ours: `${Math.max(...megabytes).toFixed(0)} MB`,
      peer: peers.map(({ name, runs }) => `${name} ${peakOf(runs).toFixed(0)} MB`)[0] ?? "",
      measured: megabytes,
      unit: " MB",
      target: MEMORY,
    },
  ];
}

function peakOf(runs: readonly Run[]): number {
  return Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes));
}
