/**
 * Readings of this machine on their way into the workspace: held back for a while, then committed as one source.
 *
 * A source is complete in itself, so a crash loses what was held back and nothing else. Its hash is over the readings as
 * canonical lines, so that it proves what was written.
 */
import { createHash } from "node:crypto";
import { SECOND, toIso, type Timestamp } from "../base/time.ts";
import { sampleColumns } from "../importers/reading/sample-columns.ts";
import type { SourceWriter, Workspace } from "../store/workspace.ts";
import type { ConnectionReading, MachineReading } from "./machine-reading.ts";

export interface LiveCounts {
  readonly samples: number;
  readonly processes: number;
  readonly connections: number;
}

export interface LiveSource {
  add(reading: MachineReading): void;
  /** Commits what is held back, if there is any, with what was missed since the last time; the counts over all. */
  flush(notes: readonly string[]): LiveCounts;
}

/** A process that did less than this in a step has no usage of its own: one part in a thousand of a CPU. */
const LEAST_CPU = 0.001;

/** Readings that wait for a workspace that cannot be written, at most. */
const MOST_HELD = 1_000;

interface Stretch {
  readonly connection: ConnectionReading;
  readonly first: Timestamp;
  readonly last: Timestamp;
}

export function liveSource(workspace: Workspace, host: string): LiveSource {
  let held: MachineReading[] = [];
  let dropped = 0;
  /** Connections of the last reading that had them, with its time. */
  let open = new Map<string, Timestamp>();
  let samples = 0;
  let connections = 0;
  const processIds = new Set<number>();

  return {
    add(reading) {
      if (held.length === MOST_HELD) {
        held.shift();
        dropped++;
      }
      held.push(reading);
    },

    flush(notes) {
      const [first] = held;
      if (first !== undefined) {
        const canonical = held.map((reading) => `${JSON.stringify(reading)}\n`).join("");
        const sha256 = createHash("sha256").update(`${host}\n${canonical}`).digest("hex");
        const path = `live ${host} ${toIso(first.time)}`;
        const writer = workspace.beginSource({ path, sha256, size: Buffer.byteLength(canonical), format: "live" });
        try {
          const lost = `${String(dropped)} readings were given up, since the workspace could not be written for long.`;
          writeAll(writer, dropped === 0 ? notes : [...notes, lost]);
        } catch (error) {
          writer.rollback();
          throw error;
        }
        held = [];
        dropped = 0;
      }
      return { samples, processes: processIds.size, connections };
    },
  };

  function writeAll(writer: SourceWriter, notes: readonly string[]): void {
    const columns = sampleColumns(writer);
    let written = 0;
    let seen = 0;
    const ids = new Set<number>();
    held.forEach((reading, index) => {
      for (const { metric, instance, value } of reading.metrics) {
        if (columns.add(host, metric, instance, reading.time, value)) written++;
      }
      for (const { record, cpu, memory, readBytes, writeBytes } of reading.processes) {
        const id = writer.process({ host, ...record }, reading.time, index);
        ids.add(id);
        const isActive = (cpu ?? 0) >= LEAST_CPU || (readBytes ?? 0) > 0 || (writeBytes ?? 0) > 0;
        if (!isActive) continue;
        writer.processUsage(id, { time: reading.time, cpu, memory, readBytes, writeBytes });
        written++;
      }
    });
    columns.flush();
    for (const { connection, first, last } of followConnections()) {
      const durationSeconds = last > first ? (last - first) / SECOND : undefined;
      writer.connection(
        {
          host,
          start: first,
          durationSeconds,
          destinationDomain: undefined,
          bytesOut: undefined,
          bytesIn: undefined,
          entityId: undefined,
          application: undefined,
          ...connection,
        },
        0,
      );
      seen++;
    }
    const read = held.length;
    const counts = { read, stored: read, skipped: 0, rejected: 0, samples: written, events: ids.size + seen };
    writer.commit({ ...counts, notes });
    samples += written;
    connections += seen;
    for (const id of ids) processIds.add(id);
  }

  /**
   * Connections over the held readings, each as one stretch. One that goes on is written again with the next source,
   * beginning where this stretch ends, as flow records are cut by a time-out.
   */
  function followConnections(): Stretch[] {
    const stretches = new Map<string, Stretch>();
    for (const { time, connections: current } of held) {
      if (current === undefined) continue;
      const stillOpen = new Map<string, Timestamp>();
      for (const connection of current) {
        const key = JSON.stringify(connection);
        const first = stretches.get(key)?.first ?? open.get(key) ?? time;
        stretches.set(key, { connection, first, last: time });
        stillOpen.set(key, time);
      }
      open = stillOpen;
    }
    return [...stretches.values()];
  }
}
