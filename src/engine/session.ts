/**
 * What the engine holds between calls: the workspace that is open, and its clock. One session
 * serves one front end; handlers reach the workspace only through it.
 */
import { setTimeout as delay } from "node:timers/promises";
import { UserError } from "../base/errors.ts";
import { fromMilliseconds, type Timestamp } from "../base/time.ts";
import { openWorkspace } from "../store/open-workspace.ts";
import type { Workspace } from "../store/workspace.ts";

const LONGEST_WAIT_MS = 60_000;
/** Short against the pause between two sources, so that a waiting change gets its turn. */
const RETRY_MS = 2;

export interface SessionOptions {
  /** Name and version as reports print them. */
  readonly product: string;
  readonly now?: () => Timestamp;
}

export class Session {
  readonly options: SessionOptions;
  #workspace: Workspace | undefined;
  #isDemo = false;
  #lastWork: Promise<unknown> = Promise.resolve();
  readonly #closers = new Set<() => Promise<unknown>>();

  constructor(options: SessionOptions) {
    this.options = options;
  }

  now(): Timestamp {
    return this.options.now?.() ?? fromMilliseconds(Date.now());
  }

  get isDemo(): boolean {
    return this.#isDemo;
  }

  get current(): Workspace | undefined {
    return this.#workspace;
  }

  /** The open workspace; a `UserError` where there is none. */
  get workspace(): Workspace {
    if (this.#workspace === undefined) {
      throw new UserError("not-found", "No workspace is open.", { next: "Open one, or start with the demo." });
    }
    return this.#workspace;
  }

  /** Opens a workspace and closes the one before it, only once the new one is open. */
  async open(path: string, options: { create?: boolean; readOnly?: boolean; isDemo?: boolean }): Promise<Workspace> {
    if (this.#workspace?.path === path && options.readOnly !== true) return this.#workspace;
    const { isDemo = false, ...openOptions } = options;
    const opened = openWorkspace(path, { ...openOptions, now: () => this.now() });
    await this.close();
    this.#workspace = opened;
    this.#isDemo = isDemo;
    return opened;
  }

  /** Runs long work (an import, an analysis) after the long work before it: each would find the writer taken. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#lastWork.then(work);
    this.#lastWork = result.catch(() => undefined);
    return result;
  }

  /**
   * Runs a change as soon as no source is being taken in: the store has one writer, and an import lets go of it after
   * each source. Gives up with the store's own "busy" after a minute.
   */
  async whenFree<Result>(change: (workspace: Workspace) => Result): Promise<Result> {
    const until = Date.now() + LONGEST_WAIT_MS;
    for (;;) {
      try {
        return change(this.workspace);
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== "busy" || Date.now() > until) throw error;
        await delay(RETRY_MS);
      }
    }
  }

  /** Runs `close` before the workspace is closed, such as stopping what writes to it. */
  beforeClose(close: () => Promise<unknown>): void {
    this.#closers.add(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close();
    this.#closers.clear();
    this.#workspace?.close();
    this.#workspace = undefined;
    this.#isDemo = false;
  }
}
