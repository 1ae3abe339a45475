/**
 * The engine's process: started, handed a port for each window, watched.
 *
 * Main is out of the way once the ports are handed over. When the engine ends without having been asked to, the owner
 * is told in a sentence; nothing is restarted behind the person's back, since a crash may come again at once.
 */
import path from "node:path";
import { app, utilityProcess, type MessagePortMain, type UtilityProcess } from "electron";

/**
 * What the engine gets on `process.parentPort`. With `connect` comes one port, a window's, to be served; at `end` the
 * engine closes the workspace and exits.
 */
export type EngineMessage = { readonly type: "connect" } | { readonly type: "end" };

const millisecondsToEnd = 5000;

export class EngineProcess {
  #child: UtilityProcess | undefined;
  readonly #onEnded: (sentence: string) => void;

  constructor(onEnded: (sentence: string) => void) {
    this.#onEnded = onEnded;
  }

  start(): void {
    const child = utilityProcess.fork(path.join(import.meta.dirname, "engine.js"), [], {
      serviceName: "Plimsoll engine",
      // How the engine prints PDF reports: see src/report/electron-runtime.ts; whom its threads yield to: serve-jobs.ts.
      env: {
        ...process.env,
        PLIMSOLL_HAS_WINDOW: "1",
        PLIMSOLL_ELECTRON: process.execPath,
        PLIMSOLL_APP: app.isPackaged ? "" : app.getAppPath(),
      },
    });
    this.#child = child;
    child.once("exit", (code) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#onEnded(
        `The engine ended unexpectedly (code ${code}). The workspace is as it was after the last finished step.`,
      );
    });
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  connect(port: MessagePortMain): void {
    this.#child?.postMessage({ type: "connect" } satisfies EngineMessage, [port]);
  }

  /** Asks the engine to end, so that it can close the workspace; ends it where it does not. */
  stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill(), millisecondsToEnd);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
      child.postMessage({ type: "end" } satisfies EngineMessage);
    });
  }
}
