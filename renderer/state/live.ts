/** What the live sampling is doing: it runs beside the workspace's changes, so it is asked every second while it runs. */
import { useEffect } from "react";
import { create } from "zustand";
import type { LiveStatus } from "../../src/model/live-status.ts";
import { askEngine, askHost } from "./engine.ts";
import { notify } from "./notifications.ts";
import { useWorkspace } from "./workspace.ts";

const ASK_MS = 1_000;

const useLive = create<{ readonly status: LiveStatus | undefined }>(() => ({ status: undefined }));

/** The status, asked again by itself; called in one place that is always there. */
export function useFollowLive(): void {
  const path = useWorkspace((workspace) => workspace.summary?.path);
  const isRunning = useLive((live) => live.status?.isRunning === true);
  useEffect(() => {
    useLive.setState({ status: undefined });
    if (path !== undefined) void ask();
  }, [path]);
  useEffect(() => {
    if (!isRunning) return;
    const timer = window.setInterval(() => void ask(), ASK_MS);
    return () => window.clearInterval(timer);
  }, [isRunning]);
}

export function useLiveStatus(): LiveStatus | undefined {
  return useLive((live) => live.status);
}

export async function startLive(intervalSeconds: number): Promise<void> {
  useLive.setState({ status: await askEngine("live.start", { intervalSeconds }) });
}

export async function stopLive(): Promise<void> {
  take(await askEngine("live.stop", {}));
}

async function ask(): Promise<void> {
  try {
    take(await askEngine("live.status", {}));
  } catch {
    // The engine is gone or has no workspace: nothing is being sampled then.
    useLive.setState({ status: undefined });
  }
}

function take(status: LiveStatus): void {
  for (const alert of newAlerts(useLive.getState().status, status)) raise(alert);
  useLive.setState({ status });
}

/** Alerts that came since the last answer of the same run; a run that was not watched from its start is not told again. */
export function newAlerts(before: LiveStatus | undefined, now: LiveStatus): readonly string[] {
  return before === undefined || before.startedAt !== now.startedAt ? [] : now.alerts.slice(before.alerts.length);
}

/** In the window, and on the desktop for whoever is not looking at it. */
function raise(alert: string): void {
  notify("caution", alert);
  void askHost("notification.show", { title: "Plimsoll", body: alert.slice(0, 2000) }).catch(() => undefined);
}
