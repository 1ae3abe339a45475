/** What passes between a pool and its threads. */
import { UserError, type ErrorCode } from "../base/errors.ts";

export interface JobMessage {
  readonly id: number;
  readonly job: unknown;
}

export type ThreadMessage =
  | { readonly type: "notice"; readonly id: number; readonly notice: unknown }
  | { readonly type: "result"; readonly id: number; readonly result: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: ThreadError };

/** An error as it crosses: a `UserError` stays one. */
export interface ThreadError {
  readonly message: string;
  readonly code: ErrorCode | undefined;
  readonly where: string | undefined;
  readonly next: string | undefined;
}

export function toThreadError(error: unknown): ThreadError {
  if (error instanceof UserError) {
    return { message: error.message, code: error.code, where: error.where, next: error.next };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: undefined, where: undefined, next: undefined };
}

export function fromThreadError({ message, code, where, next }: ThreadError): Error {
  if (code === undefined) return new Error(message);
  return new UserError(code, message, {
    ...(where === undefined ? {} : { where }),
    ...(next === undefined ? {} : { next }),
  });
}
