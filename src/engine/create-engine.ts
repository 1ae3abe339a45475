/** The engine: the contract's handlers over one session, for whichever front end calls. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import { detectionHandlers } from "./detection-handlers.ts";
import { evidenceHandlers } from "./evidence-handlers.ts";
import { exportHandlers } from "./export-handlers.ts";
import { judgementHandlers } from "./judgement-handlers.ts";
import { listHandlers } from "./list-handlers.ts";
import { liveHandlers } from "./live-handlers.ts";
import { Session, type SessionOptions } from "./session.ts";
import { workspaceHandlers } from "./workspace-handlers.ts";

export interface EngineInstance {
  readonly handlers: EngineHandlers;
  /** Stops what runs and closes the workspace. */
  close(): Promise<void>;
}

export function createEngine(options: SessionOptions): EngineInstance {
  const session = new Session(options);
  return {
    handlers: {
      ...workspaceHandlers(session),
      ...evidenceHandlers(session),
      ...listHandlers(session),
      ...judgementHandlers(session),
      ...detectionHandlers(session),
      ...liveHandlers(session),
      ...exportHandlers(session),
    },
    close: () => session.close(),
  };
}
