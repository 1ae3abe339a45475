/** A workspace with one episode, as cases and reports need it. */
import path from "node:path";
import { timestamp } from "../../src/base/time.ts";
import type { Episode } from "../../src/model/episode.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Workspace } from "../../src/store/workspace.ts";

export const now = timestamp(Date.UTC(2026, 3, 20) * 1000);
const controlTime = timestamp(Date.UTC(2026, 3, 12, 22) * 1000);

export const episode: Episode = {
  id: "ep-1",
  host: "RND-07",
  start: controlTime,
  end: undefined,
  startsBeforeData: false,
  alarm: true,
  metrics: ["system.cpu.utilization"],
  frames: ["own-season"],
  kind: "level-shift",
  excess: { cpuHours: 100 },
  shape: {
    metric: "system.cpu.utilization",
    normalLevel: 0.05,
    level: 0.9,
    levelBusiness: 0.6,
    levelOffPeak: 0.95,
    deviation: 30,
    peerLevel: undefined,
    peerCount: 0,
    offPeakShare: 0.7,
    flatness: 0.9,
    onsetStep: 20,
    throttleRatio: 0.63,
    invertedRhythm: true,
    diskPerCpu: undefined,
    networkPerCpu: undefined,
    persistence: 1,
    coverage: 1,
  },
  strength: 5,
  confidence: 0.99,
  numbers: {},
  profile: "cpu-mining",
  profileScore: 0.9,
  reasons: { for: [], against: [] },
  readings: [],
  justification: { state: "unexplained", coverage: 0, refs: [] },
  processes: [],
  unattributedShare: undefined,
  connections: [],
  controls: [],
  subjects: [{ id: "u123", role: "owner", why: "owns RND-07" }],
  priority: { score: 10, terms: [] },
};

/** On RND-07, owned by u123, with two control events; `found` is what the analysis gave. */
export function exampleWorkspace(directory: string, found: Episode = episode): Workspace {
  const workspace = openWorkspace(path.join(directory, "case.plimsoll"), { create: true, now: () => now });
  const source = workspace.beginSource({ path: "controls.csv", sha256: "a".repeat(64), size: 1, format: "tidy-table" });
  for (const action of ["device-attached", "protection-stopped"]) {
    source.control({ host: "RND-07", time: controlTime, action, user: "u123", message: action }, 1);
  }
  source.commit({ read: 2, stored: 2, skipped: 0, rejected: 0, samples: 0, events: 2, notes: [] });
  workspace.mergeSubjects([{ id: "u123", name: "Ada Example", department: "R&D", priorViolations: [] }]);
  workspace.saveAnalysis({ at: now, parameters: "{}", hosts: 1, elapsedMs: 1 }, [found], []);
  return workspace;
}
