/** What a command is: its words, its options, and what it does with the engine. */
import type { Engine } from "../api/engine-contract.ts";
import type { CallOptions } from "../api/contract.ts";
import type { Progress } from "../api/engine-contract.ts";
import { UserError } from "../base/errors.ts";
import { parseInstant, parseIso, timestamp, type Timestamp } from "../base/time.ts";
import type { Outcome } from "./output.ts";

export interface CommandContext {
  readonly engine: Engine;
  /** Cancels on the first interrupt and reports progress to stderr. */
  readonly long: CallOptions<Progress>;
  readonly signal: AbortSignal;
  /** Opens the workspace that `-w` names. */
  openWorkspace(options: Options, create?: boolean): Promise<void>;
}

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  /** `case new` is a command of its own; arguments as commander writes them: `<CASE> [EPISODE...]`. */
  readonly name: string;
  readonly args?: string;
  readonly describes: string;
  readonly needsWorkspace: boolean;
  /** Flags and their descriptions, as commander writes them: `--host <NAME>`. */
  readonly options?: readonly (readonly [string, string])[];
  run(args: readonly (string | readonly string[])[], options: Options, context: CommandContext): Promise<Outcome>;
}

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** A positive number given as an option; a `UserError` for anything else. */
export function numberOption(options: Options, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) {
    throw new UserError("wrong-usage", `--${name} wants a number above 0, not "${text}".`);
  }
  return value;
}

/** A reason that a decision needs, as `--note`. */
export function noteOption(options: Options): string {
  const note = textOption(options, "note");
  if (note === undefined) throw new UserError("wrong-usage", "A decision needs its reason: --note TEXT.");
  return note;
}

/** An instant given as ISO 8601; a text without offset is UTC. */
export function timeOption(options: Options, name: string): Timestamp | undefined {
  const text = textOption(options, name);
  return text === undefined ? undefined : readTime(text, `--${name}`);
}

/** The same for a text of any place, which errors call `name`. */
export function readTime(text: string, name: string): Timestamp {
  const parts = parseIso(text);
  if (parts === undefined) {
    throw new UserError("wrong-usage", `${name} wants a time such as 2026-04-12T22:10:00Z, not "${text}".`);
  }
  return parseInstant(text) ?? timestamp(parts.clock);
}

export function wholeOption(options: Options, name: string): number | undefined {
  const value = numberOption(options, name);
  if (value !== undefined && !Number.isInteger(value)) {
    throw new UserError("wrong-usage", `--${name} wants a whole number, not "${value}".`);
  }
  return value;
}
