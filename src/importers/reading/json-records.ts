/**
 * The records of a JSON export, one by one as text, whatever they are wrapped in: one object a line, one array, objects
 * one after another over several lines, or an envelope such as `{"value": [ … ]}`.
 *
 * Records stay text so that each can be parsed by itself: a broken one is rejected alone, with its line, and numbers
 * beyond 2^53 can be kept (see `parseJson`). Reading goes on after a broken record at the next line that begins one in
 * the same column as the first record did.
 */
import type { FileText, ImportSink } from "../importer.ts";
import { jsonSplitter, type JsonRecord } from "./json-splitter.ts";

export interface JsonOptions {
  /** Keys of an enclosing object whose array holds the records. */
  readonly envelopes?: readonly string[];
  /** Bytes of the longest record. */
  readonly longestRecord?: number;
}

const ENVELOPES = ["value", "result", "results", "Results", "records", "Records", "data", "Events", "hits"];
const LONGEST_RECORD = 16 * 1024 * 1024;

export async function* jsonRecords(
  text: FileText,
  sink: Pick<ImportSink, "reject">,
  options: JsonOptions = {},
): AsyncGenerator<JsonRecord[]> {
  const splitter = jsonSplitter(sink, {
    envelopes: options.envelopes ?? ENVELOPES,
    longestRecord: options.longestRecord ?? LONGEST_RECORD,
  });
  for await (const bytes of text.bytes()) {
    splitter.write(bytes);
    const records = splitter.take();
    if (records.length > 0) yield records;
  }
  splitter.end();
  const records = splitter.take();
  if (records.length > 0) yield records;
}

/**
 * One record's text parsed; `undefined` where it is no JSON. Whole numbers of more than 15 digits become strings, since
 * a double would round them: ids and nanoseconds keep every digit.
 */
export function parseJson(text: string): unknown {
  return parse(/\d{16}/.test(text) ? quoted(text, /^-?\d{16,}$/) : text);
}

/** The same, where numbers are scaled before they are rounded: any number of so many digits becomes a string. */
export function parseJsonDigits(text: string): unknown {
  return parse(/[\d.]{16}/.test(text) ? quoted(text, /^-?[\d.]{16,}/) : text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Puts numbers that are long in quotes. */
function quoted(text: string, long: RegExp): string {
  return text.replace(STRING_OR_NUMBER, (token) => (long.test(token) ? `"${token}"` : token));
}

/** A parsed record as an object by key; `undefined` for anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
