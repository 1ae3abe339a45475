/**
 * Errors meant for people: one sentence that says what happened, where, and what to do next.
 *
 * Anything a user can cause is a `UserError`; everything else that is thrown is a bug and is shown as one.
 */
export type ErrorCode =
  | "bad-input"
  | "wrong-usage"
  | "not-found"
  | "busy"
  | "cancelled"
  | "damaged"
  | "too-new"
  | "no-space"
  | "not-writable"
  | "unavailable";

export class UserError extends Error {
  readonly code: ErrorCode;
  /** The file, host, episode or setting that is concerned. */
  readonly where: string | undefined;
  /** What the person can do about it. */
  readonly next: string | undefined;

  constructor(code: ErrorCode, message: string, detail: { where?: string; next?: string; cause?: unknown } = {}) {
    super(message, { cause: detail.cause });
    this.name = "UserError";
    this.code = code;
    this.where = detail.where;
    this.next = detail.next;
  }
}

/** The error that an aborted signal stands for. */
export function cancelled(what: string): UserError {
  return new UserError("cancelled", `${what} was cancelled; nothing was changed.`);
}

/** A thrown value as one readable sentence, with the next step where there is one. */
export function describeError(error: unknown): string {
  if (error instanceof UserError) {
    const where = error.where === undefined || error.message.includes(error.where) ? "" : ` (${error.where})`;
    return `${error.message}${where}${error.next === undefined ? "" : ` ${error.next}`}`;
  }
  return error instanceof Error ? `Unexpected error: ${error.message}` : `Unexpected error: ${String(error)}`;
}
