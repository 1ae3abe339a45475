/** Process samples of a Linux host as `pidstat -h -H -u -r -d -l 3600` prints them: one wide table, epoch seconds. */
import { SECOND, toIso } from "../../base/time.ts";
import type { DemoHost } from "../fleet.ts";
import type { Period } from "../period.ts";
import type { ProcessSample } from "../top-processes.ts";
import type { ByteWriter } from "./byte-writer.ts";

const HEADER =
  "# Time        UID       PID    %usr %system  %guest   %wait    %CPU   CPU  minflt/s  majflt/s     VSZ     RSS   %MEM   kB_rd/s   kB_wr/s kB_ccwr/s iodelay  Command\n";

export async function writePidstat(
  writer: ByteWriter,
  host: DemoHost,
  samples: Iterable<ProcessSample>,
  period: Period,
): Promise<void> {
  const opened = toIso(period.start);
  const date = `${opened.slice(5, 7)}/${opened.slice(8, 10)}/${opened.slice(2, 4)}`;
  writer.text(`Linux 6.1.0-28-cloud-amd64 (${host.name}) \t${date} \t_x86_64_\t(${host.logicalCpus} CPU)\n`);
  for (const { time, top } of samples) {
    writer.text(`\n${HEADER}`);
    // pidstat lists by process id, not by load.
    for (const { run, cpus } of [...top].sort((a, b) => a.run.pid - b.run.pid)) {
      const percent = 100 * cpus;
      const kib = 20_000 + (run.pid % 97) * 1_300;
      const cells: [string, number][] = [
        [String(Math.round(time / SECOND)), 10],
        [run.user === "root" ? "0" : "1000", 10],
        [String(run.pid), 10],
        [(0.7 * percent).toFixed(2), 8],
        [(0.3 * percent).toFixed(2), 8],
        ["0.00", 8],
        ["0.02", 8],
        [percent.toFixed(2), 8],
        [String(run.pid % host.logicalCpus), 6],
        [(2.1 * cpus).toFixed(2), 10],
        ["0.00", 10],
        [String(8 * kib), 8],
        [String(kib), 8],
        [((100 * kib) / (host.memoryGiB * 1024 * 1024)).toFixed(2), 7],
        [(40 * cpus).toFixed(2), 10],
        [(90 * cpus).toFixed(2), 10],
        ["0.00", 10],
        ["0", 8],
      ];
      writer.text(`${cells.map(([text, width]) => text.padStart(width)).join("")}  ${run.program.commandLine}\n`);
    }
    await writer.flush();
  }
}
