/** Writes what was recorded on one host: its metrics and its process samples, each in its recorder's format. */
import { byteWriter, type ByteWriter } from "./formats/byte-writer.ts";
import type { ManifestSource } from "./formats/manifest.ts";
import { createOutputFile } from "./formats/output-file.ts";
import { writePerfmonCsv } from "./formats/perfmon-csv-writer.ts";
import { writePidstat } from "./formats/pidstat-writer.ts";
import { monthsOf, writeSadfJson } from "./formats/sadf-json-writer.ts";
import { writeTidyMetrics, writeTidyProcesses } from "./formats/tidy-writer.ts";
import type { Random } from "../statistics/random.ts";
import type { Period } from "./period.ts";
import type { HostPlan } from "./plan.ts";
import { columns, type Field, type Recording } from "./recording.ts";
import { simulate } from "./simulation.ts";
import { topProcesses } from "./top-processes.ts";

/** How a host's metrics were recorded. `sysstat` knows no GPU and no power: the hypervisor's table adds them. */
export type Recorder = "perfmon" | "sysstat" | "table";

const HYPERVISOR_FIELDS: readonly Field[] = ["gpu", "power"];

export async function writeHost(
  folder: string,
  plan: HostPlan,
  recorder: Recorder,
  period: Period,
  random: Random,
): Promise<ManifestSource[]> {
  const { host } = plan;
  const recording = simulate(plan, period, random.fork("simulation"));
  const sources = await writeMetrics(folder, plan, recording, recorder, period, random.fork("recorder"));
  const samples = topProcesses(plan, recording, period, random.fork("processes"));
  const windows = host.machine.os === "windows";
  const path = windows ? `processes/${host.name}.csv` : `processes/${host.name}.pidstat.txt`;
  const sha256 = await writeFile(folder, path, (writer) =>
    windows ? writeTidyProcesses(writer, samples) : writePidstat(writer, host, samples, period),
  );
  return [...sources, { path, host: host.name, sha256 }];
}

async function writeMetrics(
  folder: string,
  { host }: HostPlan,
  recording: Recording,
  recorder: Recorder,
  period: Period,
  random: Random,
): Promise<ManifestSource[]> {
  const write = async (path: string, content: (writer: ByteWriter) => Promise<void>): Promise<ManifestSource> => ({
    path,
    host: host.name,
    sha256: await writeFile(folder, path, content),
  });
  switch (recorder) {
    case "perfmon":
      return [
        await write(`metrics/${host.name}.csv`, (writer) => writePerfmonCsv(writer, host, recording, period, random)),
      ];
    case "table": {
      const all = columns.map(({ field }) => field);
      return [await write(`metrics/${host.name}.csv.gz`, (writer) => writeTidyMetrics(writer, recording, period, all))];
    }
    case "sysstat": {
      const sources = [
        await write(`metrics/hypervisor/${host.name}.csv.gz`, (writer) =>
          writeTidyMetrics(writer, recording, period, HYPERVISOR_FIELDS),
        ),
      ];
      for (const { month, from, to } of monthsOf(period)) {
        sources.push(
          await write(`metrics/sysstat/${host.name}-${month}.json`, (writer) =>
            writeSadfJson(writer, host, recording, period, { from, to }),
          ),
        );
      }
      return sources;
    }
  }
}

/** Writes one file of the bundle and returns its SHA-256. */
export async function writeFile(
  folder: string,
  path: string,
  content: (writer: ByteWriter) => Promise<void>,
): Promise<string> {
  const output = await createOutputFile(`${folder}/${path}`);
  const writer = byteWriter(output);
  try {
    await content(writer);
  } catch (error) {
    await output.abandon();
    throw error;
  }
  await writer.close();
  return output.sha256();
}
