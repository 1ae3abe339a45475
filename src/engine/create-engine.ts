/** The engine: the contract's handlers over one session, for whichever front end calls. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import { detectionHandlers } from "./detection-handlers.ts";
import { evidenceHandlers } from "./evidence-handlers.ts";
import { exportHandlers } from "./export-handlers.ts";
import { judgementHandlers } from "./judgement-handlers.ts";
import { listHandlers } from "./list-handlers.ts";
import { liveHandlers } from "./live-handlers.ts";
import { readInThreads } from "./reading-threads.ts";
import { seriesHandlers } from "./series-handlers.ts";
import { Session, type SessionOptions } from "./session.ts";
import { suggestionHandlers } from "./suggestion-handlers.ts";
import { workspaceHandlers } from "./workspace-handlers.ts";

export interface EngineInstance {
  readonly handlers: EngineHandlers;
  /** Stops what runs and closes the workspace. */
  close(): Promise<void>;
}

export interface EngineOptions extends SessionOptions {
  /** Whether threads of their own read for lists and charts, so that these answer while this one writes. */
  readonly hasReadingThreads?: boolean;
}

export function createEngine({ hasReadingThreads = false, ...options }: EngineOptions): EngineInstance {
  const session = new Session(options);
  const handlers: EngineHandlers = {
    ...workspaceHandlers(session),
    ...evidenceHandlers(session),
    ...seriesHandlers(session),
    ...suggestionHandlers(session),
    ...listHandlers(session),
    ...judgementHandlers(session),
    ...detectionHandlers(session),
    ...liveHandlers(session),
    ...exportHandlers(session),
  };
  return {
    handlers: { ...handlers, ...(hasReadingThreads ? readInThreads(session) : undefined) },
    close: () => session.close(),
  };
}
