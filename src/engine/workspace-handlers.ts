/** Opening, closing and summing up workspaces. */
import path from "node:path";
import type { EngineHandlers, Progress, WorkspaceSummary } from "../api/engine-contract.ts";
import { overall } from "../base/progress.ts";
import type { Timestamp } from "../base/time.ts";
import { analyzeWorkspace } from "../analysis/analyze-workspace.ts";
import { writeDemo } from "../demo/write-demo.ts";
import { importPaths } from "../importers/import-paths.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Session } from "./session.ts";

/** The cut of the reference case that the demo shows: small enough to be there within a minute. */
const DEMO = { scenario: "reference", hosts: 24, days: 60, stepSeconds: 300, seed: 1 } as const;

type Handled =
  | "workspace.open"
  | "workspace.openDemo"
  | "workspace.summary"
  | "workspace.close"
  | "workspace.changed"
  | "setting.get"
  | "setting.set";

export function workspaceHandlers(session: Session): Pick<EngineHandlers, Handled> {
  return {
    "workspace.open": async ({ path: file, create = false, readOnly = false }) =>
      summarise(await session.open(file, { create, readOnly }), false),

    "workspace.openDemo": async ({ directory, hosts = DEMO.hosts, days = DEMO.days }, { signal, notify }) => {
      const file = path.join(directory, "demo.plimsoll");
      const workspace = await session.open(file, { create: true, isDemo: true });
      if (workspace.sources().length === 0) {
        const stage = (from: number, to: number) => (progress: Progress) =>
          notify({ ...progress, share: overall(from, to, progress.share) });
        const demo = await writeDemo({ ...DEMO, hosts, days, directory, signal, onProgress: stage(0, 0.3) });
        await importPaths(workspace, [demo.bundle], {}, { signal, onProgress: stage(0.3, 0.7) });
        await analyzeWorkspace(workspace, { signal, onProgress: stage(0.7, 1) });
      }
      return summarise(workspace, true);
    },

    "workspace.summary": () => (session.current === undefined ? undefined : summarise(session.current, session.isDemo)),
    "workspace.close": () => session.close(),
    "workspace.changed": ({ revision }, { signal }) => revisionAfter(session, revision, signal),
    "setting.get": ({ key }) => session.workspace.getSetting(key),
    "setting.set": ({ key, value }) => session.workspace.setSetting(key, value),
  };
}

function summarise(workspace: Workspace, isDemo: boolean): WorkspaceSummary {
  const sources = workspace.sources();
  const hosts = workspace.hosts();
  const starts = hosts.flatMap((host) => host.from ?? []);
  const ends = hosts.flatMap((host) => host.to ?? []);
  const sum = (pick: (source: (typeof sources)[number]) => number): number =>
    sources.reduce((total, source) => total + pick(source), 0);
  return {
    path: workspace.path,
    isDemo,
    revision: workspace.revision,
    hosts: hosts.length,
    sources: sources.length,
    samples: sum((source) => source.samples),
    events: sum((source) => source.events),
    rejects: sum((source) => source.rejected),
    range:
      starts.length === 0
        ? undefined
        : { start: Math.min(...starts) as Timestamp, end: Math.max(...ends) as Timestamp },
    analysedAt: workspace.lastAnalysis()?.at,
  };
}

/** How often a waiting front end's workspace is looked at for change. */
const WATCH_MS = 250;

function revisionAfter(session: Session, revision: number, signal: AbortSignal): Promise<{ revision: number }> {
  return new Promise((resolve) => {
    const look = (): void => {
      const current = session.current?.revision ?? 0;
      if (current !== revision || signal.aborted) {
        clearInterval(timer);
        resolve({ revision: current });
      }
    };
    const timer = setInterval(look, WATCH_MS);
    look();
  });
}
