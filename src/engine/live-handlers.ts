/** Sampling this machine into the open workspace. */
import os from "node:os";
import type { EngineHandlers } from "../api/engine-contract.ts";
import type { LiveStatus } from "../model/live-status.ts";
import { UserError } from "../base/errors.ts";
import { analyzeWorkspace } from "../analysis/analyze-workspace.ts";
import { startLive, type LiveSession } from "../live/start-live.ts";
import type { Session } from "./session.ts";

type Handled = Extract<keyof EngineHandlers, `live.${string}`>;

export function liveHandlers(session: Session): Pick<EngineHandlers, Handled> {
  let live: LiveSession | undefined;
  const idle: LiveStatus = {
    isRunning: false,
    host: os.hostname(),
    startedAt: undefined,
    intervalSeconds: 0,
    samples: 0,
    processes: 0,
    connections: 0,
    alerts: [],
    cost: 0,
  };
  const stop = async (): Promise<LiveStatus> => {
    const running = live;
    live = undefined;
    return running === undefined ? idle : await running.stop();
  };

  return {
    "live.start": ({ intervalSeconds }) => {
      if (live !== undefined) {
        throw new UserError("busy", "This machine is being sampled already.", { next: "Stop it first." });
      }
      const { workspace } = session;
      live = startLive(workspace, {
        intervalSeconds,
        now: () => session.now(),
        score: async () => {
          await session.inTurn(() =>
            analyzeWorkspace(workspace, { signal: new AbortController().signal, onProgress: () => undefined }),
          );
          return workspace.episodes();
        },
      });
      session.beforeClose(stop);
      return live.status();
    },
    "live.stop": stop,
    "live.status": () => live?.status() ?? idle,
  };
}
