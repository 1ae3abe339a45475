/** Process and connection events for benchmarks, as a sensor on many hosts reports them in tidy tables, seeded. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { MILLISECOND, timestamp, toIso } from "../../src/base/time.ts";
import { seededRandom, type Random } from "../../src/statistics/random.ts";
import { hostName, START } from "./telemetry.ts";

export type EventKind = "processes" | "connections";

/** As many as the events are spread over. */
export const HOSTS = 20;
const PROGRAMS = 400;
const DESTINATIONS = 2000;

interface Table {
  readonly header: string;
  readonly row: (index: number, random: Random) => string;
}

const tables: Readonly<Record<EventKind, Table>> = {
  processes: {
    header: "process.pid,process.name,process.executable,process.command_line,process.parent.pid,user.name",
    row: (index, random) => {
      const program = random.integer(0, PROGRAMS - 1);
      const name = `tool${program}.exe`;
      const executable = `C:\\Program Files\\Vendor ${program % 40}\\${name}`;
      const command = `"""${executable}"" --job ${index} --input D:\\work\\${random.integer(1, 1e6)}.dat"`;
      return [4 * (1000 + index), name, executable, command, 4 * random.integer(1, 900), `user${program % 60}`].join(
        ",",
      );
    },
  },
  connections: {
    header:
      "process.pid,process.name,network.transport,source.ip,source.port,destination.ip,destination.port,event.duration,source.bytes,destination.bytes",
    row: (_index, random) => {
      const destination = random.integer(0, DESTINATIONS - 1);
      return [
        4 * random.integer(1000, 2000),
        `tool${random.integer(0, PROGRAMS - 1)}.exe`,
        "tcp",
        "10.0.4.7",
        random.integer(49_152, 65_535),
        `198.51.${destination >> 8}.${destination & 255}`,
        destination % 3 === 0 ? 80 : 443,
        (300 * random.next()).toFixed(3),
        random.integer(200, 90_000),
        random.integer(200, 900_000),
      ].join(",");
    },
  },
};

/** Writes one table a host, with `count` rows in all, a row every 700 ms unless told. */
export function writeEvents(directory: string, kind: EventKind, count: number, step = 700 * MILLISECOND): void {
  mkdirSync(directory, { recursive: true });
  const { header, row } = tables[kind];
  for (let host = 1; host <= HOSTS; host++) {
    const name = hostName(host);
    const random = seededRandom(`${kind} ${host}`);
    const file = openSync(path.join(directory, `${name}.csv`), "w");
    let text = `timestamp,host.name,${header}\n`;
    for (let index = 0; index < count / HOSTS; index++) {
      text += `${toIso(timestamp(START + index * step))},${name},${row(index, random)}\n`;
      if (text.length < 1 << 20) continue;
      writeSync(file, text);
      text = "";
    }
    writeSync(file, text);
    closeSync(file);
  }
}
