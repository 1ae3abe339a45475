/**
 * The Process object of a log: which process each column shows at each row, and what it used.
 *
 * Windows numbers processes of one name (`chrome`, `chrome#1`, …) and deals the numbers again when one ends, so a
 * column may change its process from row to row. ID Process tells; without it the column is all there is to go by.
 */
import { SECOND, timestamp, type Timestamp } from "../../../base/time.ts";
import { median } from "../../../statistics/median.ts";
import type { ImportSink } from "../../importer.ts";
import type { Plan, ProcessColumns } from "./plan.ts";

/** A start worked out from the age in whole seconds wobbles by as much; more is another process under the same pid. */
const SAME_START = 2 * SECOND;

/** Rows that are enough to tell the number of CPUs from the processes' total. */
const ROWS_FOR_CPUS = 100;

export interface ProcessTracker {
  /** Adds a row; whether it had a value for any process. */
  add(time: Timestamp, values: Float64Array, line: number): boolean;
  /** Tells what the columns say about their hosts, once rows of them were stored. */
  end(): void;
}

interface Current {
  id: number | undefined;
  pid: number;
  start: number;
}

export function processTracker(plan: Plan, sink: ImportSink): ProcessTracker {
  const current: Current[] = plan.processes.map(() => ({ id: undefined, pid: Number.NaN, start: Number.NaN }));
  const totals = plan.processTotals.map((): number[] => []);
  return { add, end };

  function add(time: Timestamp, values: Float64Array, line: number): boolean {
    let hasValue = false;
    for (const [index, columns] of plan.processes.entries()) {
      const state = current[index];
      if (state === undefined) continue;
      const { slots } = columns;
      const cpu = present(values, slots.cpu);
      const memory = present(values, slots.memory);
      const readBytes = present(values, slots.readBytes);
      const writeBytes = present(values, slots.writeBytes);
      if (cpu === undefined && memory === undefined && readBytes === undefined && writeBytes === undefined) {
        state.id = undefined;
        continue;
      }
      hasValue = true;
      const id = identify(columns, state, values, time, line);
      sink.processUsage(id, { time, cpu, memory, readBytes, writeBytes });
    }
    for (const [index, { slot }] of plan.processTotals.entries()) {
      const value = present(values, slot);
      const total = totals[index];
      if (value !== undefined && total !== undefined && total.length < ROWS_FOR_CPUS) total.push(value);
    }
    return hasValue;
  }

  function identify(
    columns: ProcessColumns,
    state: Current,
    values: Float64Array,
    time: Timestamp,
    line: number,
  ): number {
    const { slots } = columns;
    const pid = columns.pid ?? present(values, slots.pid) ?? 0;
    const age = present(values, slots.age);
    const start = age === undefined ? Number.NaN : time - age * SECOND;
    const isSame = pid === state.pid && !(Math.abs(start - state.start) > SAME_START);
    if (state.id !== undefined && isSame) return state.id;
    if (!isSame) {
      state.pid = pid;
      state.start = start;
    }
    const isJoined = pid > 0;
    state.id = sink.process(
      {
        host: columns.host,
        pid,
        entityId: isJoined ? undefined : `perfmon:${columns.instance}`,
        name: columns.name,
        executable: undefined,
        commandLine: undefined,
        parentPid: present(values, slots.parentPid),
        parentName: undefined,
        parentExecutable: undefined,
        user: undefined,
        start: Number.isNaN(state.start) ? undefined : timestamp(state.start),
        end: undefined,
        hash: undefined,
        originalFileName: undefined,
        signed: undefined,
        container: undefined,
      },
      time,
      line,
    );
    return state.id;
  }

  function end(): void {
    if (plan.processes.some(({ pid, slots }) => pid === undefined && slots.pid < 0)) {
      sink.note(
        "The log has no ID Process: processes are told apart by Windows' numbering (name#1) only, and a number may pass to another process while the log runs.",
      );
    }
    for (const [host, logicalCpus] of plan.logicalCpus) sink.host({ name: host, logicalCpus });
    for (const [index, { host }] of plan.processTotals.entries()) {
      if (plan.logicalCpus.has(host)) continue;
      const cpus = median(totals[index] ?? []) / 100;
      const logicalCpus = Math.round(cpus);
      if (logicalCpus >= 1 && Math.abs(cpus - logicalCpus) < 0.1) {
        sink.host({ name: host, logicalCpus });
        sink.note(`Process(_Total) adds up to ${String(logicalCpus)} logical CPUs on ${host}.`);
      }
    }
  }
}

function present(values: Float64Array, slot: number): number | undefined {
  const value = slot < 0 ? Number.NaN : (values[slot] ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value;
}
