/**
 * What a process does that is killed in the middle of an import: it commits one source, says so, and is still writing
 * the next one when the end comes. Run by crash.test.ts with the workspace's path.
 */
import { openWorkspace } from "../../src/store/open-workspace.ts";

const workspace = openWorkspace(process.argv[2] ?? "", { create: true });
const counts = { read: 1, stored: 1, skipped: 0, rejected: 0, samples: 1, events: 0, notes: [] };
const hash = "ab".repeat(32);

function add(path: string, blocks: number): ReturnType<typeof workspace.beginSource> {
  const writer = workspace.beginSource({ path, sha256: hash, size: 1, format: "test" });
  for (let block = 0; block < blocks; block += 1) {
    const times = Float64Array.from({ length: 2048 }, (_, index) => 1e15 + (block * 2048 + index) * 1e6);
    const values = Float64Array.from({ length: 2048 }, (_, index) => Math.sin(index + block));
    writer.samples({ host: path, metric: "system.cpu.utilization", instance: "" }, times, values, 2048);
  }
  return writer;
}

add("whole", 3).commit(counts);
// Far more than the page cache holds, so that pages of the open transaction have reached the disk.
add("half", 6000);
process.stdout.write("half\n");
setInterval(() => undefined, 1000);
