/**
 * What each column of a performance log gives, decided once from the header row, so that a row of a hundred thousand
 * cells needs no object and no look-up by name.
 */
import { findMetric, GPU_UTILIZATION } from "../../../model/metrics.ts";
import type { SeriesKey } from "../../../model/series.ts";
import { meaningOf, type MetricMeaning, type ProcessField, type ProcessMeaning } from "./counters.ts";
import { parsePath } from "./header.ts";

/** One series, fed by one slot of a row. */
export interface SeriesColumn {
  readonly key: SeriesKey;
  readonly slot: number;
  readonly offset: number;
  readonly isRest: boolean;
}

/** One instance of the Process object; a field that is not logged has slot -1. */
export interface ProcessColumns {
  readonly host: string;
  readonly instance: string;
  readonly name: string;
  /** The pid where the instance's name holds it. */
  readonly pid: number | undefined;
  readonly slots: Readonly<Record<ProcessField, number>>;
}

/** One GPU: the slots of each of its engines, one slot a process. */
export interface GpuColumns {
  readonly key: SeriesKey;
  readonly engines: readonly Int32Array[];
}

export interface Plan {
  /** Cells of a row, the time included. */
  readonly cells: number;
  /** For each cell the slot that takes its value, -1 for cells that are not read. */
  readonly slotOfCell: Int32Array;
  /** For each cell how far its decimal point moves to the left: two for a percentage that becomes a ratio. */
  readonly placesOfCell: Uint8Array;
  readonly slotCount: number;
  readonly series: readonly SeriesColumn[];
  readonly processes: readonly ProcessColumns[];
  readonly gpus: readonly GpuColumns[];
  /** Slots of `Process(_Total)\% Processor Time`: 100 for each logical CPU of the host, idle time included. */
  readonly processTotals: readonly { readonly host: string; readonly slot: number }[];
  readonly logicalCpus: ReadonlyMap<string, number>;
  /** `Object\Counter` of columns that are not read, with how many there are. */
  readonly unread: ReadonlyMap<string, number>;
}

interface MetricColumn {
  readonly host: string;
  readonly instance: string;
  readonly cell: number;
  readonly meaning: MetricMeaning;
}

interface ProcessCell {
  readonly host: string;
  readonly instance: string;
  readonly cell: number;
  readonly meaning: ProcessMeaning;
}

const NO_PROCESS_SLOTS: Record<ProcessField, number> = {
  cpu: -1,
  memory: -1,
  readBytes: -1,
  writeBytes: -1,
  pid: -1,
  parentPid: -1,
  age: -1,
};

/** Makes the plan of a header row; `hostOf` gives the workspace's name of a host as the log writes it. */
export function planColumns(header: readonly string[], hostOf: (written: string) => string): Plan {
  const metricColumns: MetricColumn[] = [];
  const processCells: ProcessCell[] = [];
  const engineCells: { host: string; instance: string; cell: number }[] = [];
  const processTotalCells: { host: string; cell: number }[] = [];
  const cpuInstances = new Map<string, Set<number>>();
  const unread = new Map<string, number>();

  for (let cell = 1; cell < header.length; cell++) {
    const path = parsePath(header[cell] ?? "");
    if (path === undefined) {
      if ((header[cell] ?? "").trim() !== "") count(unread, (header[cell] ?? "").slice(0, 80));
      continue;
    }
    const meaning = meaningOf(path.object, path.counter);
    if (meaning === undefined) {
      count(unread, `${path.object}\\${path.counter}`);
      continue;
    }
    const host = hostOf(path.host);
    switch (meaning.kind) {
      case "metric": {
        metricColumns.push({ host, instance: path.instance, cell, meaning });
        if (/^\d+$/.test(path.instance) && findMetric(meaning.metric)?.group === "cpu") {
          valueOf(cpuInstances, host, () => new Set<number>()).add(Number(path.instance));
        }
        break;
      }
      case "process":
        if (isWhole(path.instance)) {
          if (meaning.field === "cpu") processTotalCells.push({ host, cell });
        } else if (path.instance.toLowerCase() !== "idle") {
          processCells.push({ host, instance: path.instance, cell, meaning });
        }
        break;
      case "gpu-engine":
        engineCells.push({ host, instance: path.instance, cell });
    }
  }

  const slotOfCell = new Int32Array(header.length).fill(-1);
  const placesOfCell = new Uint8Array(header.length);
  let slotCount = 0;
  const slotFor = (cell: number, places: number): number => {
    slotOfCell[cell] = slotCount;
    placesOfCell[cell] = places;
    return slotCount++;
  };

  const series = chooseColumns(metricColumns).map(({ column, instance }) => ({
    key: { host: column.host, metric: column.meaning.metric, instance },
    slot: slotFor(column.cell, column.meaning.places),
    offset: column.meaning.offset,
    isRest: column.meaning.isRest,
  }));
  return {
    cells: header.length,
    slotOfCell,
    placesOfCell,
    series,
    processes: groupProcesses(processCells, slotFor),
    gpus: groupEngines(engineCells, slotFor),
    processTotals: processTotalCells.map(({ host, cell }) => ({ host, slot: slotFor(cell, 0) })),
    logicalCpus: countCpus(cpuInstances),
    unread,
    slotCount,
  };
}

/**
 * Of several counters for one metric of a host, the best one; of a total and its parts, one of the two, so that nothing
 * is counted twice: for CPUs the total, which is the host's value; for disks and the like the parts, which say more.
 */
function chooseColumns(columns: readonly MetricColumn[]): { column: MetricColumn; instance: string }[] {
  const groups = new Map<string, MetricColumn[]>();
  for (const column of columns) {
    valueOf(groups, `${column.host}\n${column.meaning.metric}`, (): MetricColumn[] => []).push(column);
  }
  return [...groups.values()].flatMap((group) => {
    const rank = Math.min(...group.map((column) => column.meaning.rank));
    const best = group.filter((column) => column.meaning.rank === rank);
    const wholes = best.filter((column) => isWhole(column.instance)).slice(0, 1);
    const parts = best.filter((column) => !isWhole(column.instance) && !/,_total$/i.test(column.instance));
    const takesWhole = parts.length === 0 || findMetric(group[0]?.meaning.metric ?? "")?.group === "cpu";
    if (takesWhole && wholes.length > 0) return wholes.map((column) => ({ column, instance: "" }));
    const seen = new Set<string>();
    return parts.flatMap((column) => {
      if (seen.has(column.instance)) return [];
      seen.add(column.instance);
      return [{ column, instance: column.instance }];
    });
  });
}

function isWhole(instance: string): boolean {
  return instance === "" || instance.toLowerCase() === "_total";
}

function groupProcesses(
  cells: readonly ProcessCell[],
  slotFor: (cell: number, places: number) => number,
): ProcessColumns[] {
  const hasPidInName = namesHoldPids(cells);
  const groups = new Map<string, Map<ProcessField, ProcessCell>>();
  for (const cell of cells) {
    const fields = valueOf(groups, `${cell.host}\n${cell.instance}`, () => new Map<ProcessField, ProcessCell>());
    const rival = fields.get(cell.meaning.field);
    if (rival === undefined || cell.meaning.rank < rival.meaning.rank) fields.set(cell.meaning.field, cell);
  }
  return [...groups.values()].flatMap((fields) => {
    const [first] = fields.values();
    if (first === undefined) return [];
    const slots = { ...NO_PROCESS_SLOTS };
    for (const [field, { cell, meaning }] of fields) slots[field] = slotFor(cell, meaning.places);
    return [{ host: first.host, instance: first.instance, ...splitInstance(first.instance, hasPidInName), slots }];
  });
}

/**
 * Whether instances are written `name_PID`, as a registry setting makes Windows do. A program may end in digits by
 * itself, so this is believed only where every instance of the log looks so, and none has the usual `#n`.
 */
function namesHoldPids(cells: readonly ProcessCell[]): boolean {
  return cells.length > 1 && cells.every(({ instance }) => /_\d{1,7}$/.test(instance));
}

/** `chrome#2` is the third chrome, `chrome:4711` (Process V2) and `chrome_4711` (by a setting) hold the pid. */
function splitInstance(instance: string, hasPidInName: boolean): { name: string; pid: number | undefined } {
  const match = /^(.+)(?:#(\d+)|:(\d+)|_(\d+))$/.exec(instance);
  const [, name = instance, ordinal, pidV2, pidByName] = match ?? [];
  if (ordinal !== undefined) return { name, pid: undefined };
  if (pidV2 !== undefined) return { name, pid: Number(pidV2) };
  if (pidByName !== undefined && hasPidInName) return { name, pid: Number(pidByName) };
  return { name: instance, pid: undefined };
}

/** Instances are `pid_1234_luid_0x00000000_0x0000C3F4_phys_0_eng_3_engtype_Compute_0`. */
function groupEngines(
  cells: readonly { host: string; instance: string; cell: number }[],
  slotFor: (cell: number, places: number) => number,
): GpuColumns[] {
  const gpus = new Map<string, { key: SeriesKey; engines: Map<string, number[]> }>();
  for (const { host, instance, cell } of cells) {
    const match = /^pid_\d+_(luid_\w+?_phys_\d+)_(eng_\d+)/i.exec(instance);
    const [, gpu = "gpu", engine = instance] = match ?? [];
    const key = { host, metric: GPU_UTILIZATION, instance: gpu };
    const { engines } = valueOf(gpus, `${host}\n${gpu}`, () => ({ key, engines: new Map<string, number[]>() }));
    valueOf(engines, engine, (): number[] => []).push(slotFor(cell, 2));
  }
  return [...gpus.values()].map(({ key, engines }) => ({
    key,
    engines: [...engines.values()].map((slots) => Int32Array.from(slots)),
  }));
}

/** CPUs of hosts whose log has them all, 0 to n - 1; a log of one chosen CPU tells nothing. */
function countCpus(instances: ReadonlyMap<string, ReadonlySet<number>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [host, cpus] of instances) {
    if (cpus.size > 1 && Math.max(...cpus) === cpus.size - 1) counts.set(host, cpus.size);
  }
  return counts;
}

function valueOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
