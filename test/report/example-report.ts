/** A case with a finding and an exhibit, and its report. */
import { timestamp } from "../../src/base/time.ts";
import { addEpisode, createCase, pin } from "../../src/case/case-file.ts";
import type { Episode } from "../../src/model/episode.ts";
import { buildReport } from "../../src/report/build-report.ts";
import type { ReportModel } from "../../src/report/report-model.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { episode, exampleWorkspace, now } from "../case/example-workspace.ts";

const since = episode.start;

/** The episode of the example with a process, a connection and a control event. */
export const evident: Episode = {
  ...episode,
  processes: [
    {
      name: "svchost.exe",
      executable: "E:\\drv\\svchost.exe",
      commandLine: "svchost.exe -k netsvcs",
      pid: 7344,
      parent: "explorer.exe",
      user: "u123",
      share: 0.93,
      first: since,
      last: now,
      reasons: ["run from removable media"],
      suspicion: 0.9,
    },
  ],
  connections: [
    {
      destination: "203.0.113.77",
      port: 14433,
      domain: "pool.example",
      process: "svchost.exe",
      first: since,
      last: now,
      durationSeconds: 600_000,
      count: 3,
      bytesOut: 1200.4,
      bytesIn: undefined,
      reasons: ["persistent"],
      suspicion: 0.8,
    },
  ],
  controls: [{ action: "device-attached", at: timestamp(since - 1), user: "u124", text: "USB" }],
};

export function exampleCase(directory: string): { workspace: Workspace; report: ReportModel } {
  const workspace = exampleWorkspace(directory, evident);
  const { id } = createCase(workspace, "Mining on RND-07", now);
  addEpisode(workspace, id, evident.id, now);
  pin(workspace, id, { kind: "controls", title: "Controls", query: { hosts: ["RND-07"] }, ids: undefined }, now);
  return { workspace, report: buildReport(workspace, id, { reveal: undefined, at: now, product: "Plimsoll" }) };
}
