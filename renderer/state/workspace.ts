/** The workspace that is open, followed as it changes: by us, by a live watch, by a job in the background. */
import { create } from "zustand";
import type { WorkspaceSummary } from "../../src/api/engine-contract.ts";
import type { Subject } from "../../src/model/fleet.ts";
import { askEngine, askHost } from "./engine.ts";
import { runJob, useJobs } from "./jobs.ts";
import { refreshQueries } from "./queries.ts";
import { clearSelection } from "./selection.ts";
import { forgetChanges } from "./undo.ts";

interface WorkspaceState {
  readonly summary: WorkspaceSummary | undefined;
  /** Whether a workspace is being opened or made. */
  readonly isOpening: boolean;
  /** People with their names and the reason that was given for it; names are masked while there is none. */
  readonly revealed: { readonly reason: string; readonly subjects: readonly Subject[] } | undefined;
}

export const useWorkspace = create<WorkspaceState>(() => ({
  summary: undefined,
  isOpening: false,
  revealed: undefined,
}));

/** Views are refreshed at most this often while the workspace keeps changing. */
const REFRESH_MS = 500;
/** And at most this often while a job changes it: what views ask for is taken from the job, whose end refreshes them. */
const REFRESH_IN_JOB_MS = 2_000;
const RETRY_MS = 2_000;
let following = new AbortController();

export function openWorkspace(path: string, { create: make = false } = {}): Promise<void> {
  return opening(() => askEngine("workspace.open", { path, create: make }));
}

export function openDemo(directory: string): Promise<void> {
  return opening(() => runJob("Making the demo investigation", "workspace.openDemo", { directory }));
}

/** Shows the workspace that the engine has open already, as after a reload of the window. */
export async function adoptWorkspace(): Promise<boolean> {
  const summary = await askEngine("workspace.summary", {});
  if (summary === undefined) return false;
  show(summary);
  return true;
}

export async function closeWorkspace(): Promise<void> {
  following.abort();
  await askEngine("workspace.close", {});
  show(undefined);
}

/** Asks for the workspace's state now instead of waiting to be told; after an action of the user. */
export async function refreshWorkspace(): Promise<void> {
  const summary = await askEngine("workspace.summary", {});
  useWorkspace.setState({ summary });
  refreshQueries(false);
}

/** Asks for people with their names, once: every such answer is written to the custody log. */
export async function revealNames(reason: string): Promise<void> {
  const subjects = await askEngine("subject.list", { reveal: reason });
  useWorkspace.setState({ revealed: { reason, subjects } });
}

export function maskNames(): void {
  useWorkspace.setState({ revealed: undefined });
}

async function opening(open: () => Promise<WorkspaceSummary>): Promise<void> {
  useWorkspace.setState({ isOpening: true });
  try {
    const summary = await open();
    show(summary);
    await askHost("recent.add", { path: summary.path });
  } finally {
    useWorkspace.setState({ isOpening: false });
  }
}

function show(summary: WorkspaceSummary | undefined): void {
  forgetChanges();
  following.abort();
  following = new AbortController();
  clearSelection();
  useWorkspace.setState({ summary, revealed: undefined });
  refreshQueries(true);
  void askHost("window.setTitle", {
    title: summary === undefined ? "Plimsoll" : `${fileName(summary.path)} – Plimsoll`,
  });
  if (summary !== undefined) void follow(summary.revision, following.signal);
}

async function follow(from: number, signal: AbortSignal): Promise<void> {
  let revision = from;
  while (!signal.aborted) {
    try {
      ({ revision } = await askEngine("workspace.changed", { revision }, { signal }));
      if (signal.aborted) return;
      await refreshWorkspace();
      await pause(useJobs.getState().running.length > 0 ? REFRESH_IN_JOB_MS : REFRESH_MS);
    } catch {
      // The engine is gone or busy closing; whoever asked something of it shows that. Try again until told to stop.
      await pause(RETRY_MS);
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    window.setTimeout(resolve, milliseconds);
  });

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
