/**
 * Cuts JSON bytes into records without parsing them: follows strings and brackets, nothing more, in one pass and with
 * no more memory than one record needs.
 *
 * The hard part is a record that is broken, cut off for instance: brackets alone would then swallow all that follows.
 * So the column in which records begin is remembered, and a line that begins an object in that column ends whatever is
 * still open. Layouts without indentation, in which inner objects begin there too, are recognised and left alone.
 */
import { textOf } from "../decode/file-text.ts";
import type { ImportSink } from "../importer.ts";

export interface JsonRecord {
  readonly text: string;
  /** 1-based number of the line on which the record begins. */
  readonly line: number;
}

export interface JsonSplitter {
  write(bytes: Uint8Array): void;
  /** No more bytes follow. */
  end(): void;
  /** The records that are complete since the last call. */
  take(): JsonRecord[];
}

export interface JsonSplitterLimits {
  readonly envelopes: readonly string[];
  readonly longestRecord: number;
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const DEEPEST = 512;
/** How often lines may turn out not to have belonged to the record before them until each is taken by itself. */
const PATIENCE = 8;
const RAW = 8_000;

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEWLINE;

export function jsonSplitter(sink: Pick<ImportSink, "reject">, limits: JsonSplitterLimits): JsonSplitter {
  let records: JsonRecord[] = [];
  /** Bytes from the start of the open record on; all before it is done with. */
  let buffer: Uint8Array = new Uint8Array(0);
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let isLineBlank = true;

  const closers = new Uint8Array(DEEPEST);
  let depth = 0;
  /** Depth at which records begin: 0 outside of everything, 1 in an array, 2 in an envelope; -1 in an envelope's rest. */
  let recordDepth = 0;
  let inString = false;
  let isEscaped = false;
  let lastSignificant = 0;

  let start = -1;
  let startLine = 0;
  /** Column of the records that begin their line. */
  let column: number | undefined;
  let hasInnerAtColumn = false;
  /** How records are laid out, once that is known; in a "flat" layout the column tells nothing. */
  let layout: "lines" | "indented" | "flat" | undefined;
  let mistaken = 0;
  /** After a broken record, until a line begins the next one. */
  let isLost = false;
  let isFirstValue = true;

  const begin = (): void => {
    start = at;
    startLine = line;
    hasInnerAtColumn = false;
    if (isLineBlank) column = at - lineStart;
  };

  const emit = (end: number): void => {
    records.push({ text: textOf(buffer.subarray(start, end)).trimEnd(), line: startLine });
    if (hasInnerAtColumn) layout = "flat";
    else if (startLine === line) layout ??= "lines";
    start = -1;
  };

  /** Rejects the open record up to `end`; reading goes on from there or, where it is unknown, when a line begins one. */
  const abandon = (reason: string, end: number | undefined): void => {
    if (start >= 0) {
      const raw = buffer.subarray(start, Math.min(end ?? buffer.length, start + RAW));
      sink.reject(startLine, reason, textOf(raw).trimEnd());
    }
    depth = Math.max(recordDepth, 0);
    inString = false;
    isEscaped = false;
    start = -1;
    isLost = end === undefined;
  };

  /** Position of the next line, after `from`, that begins an object in the records' column; also its line's number. */
  const nextBeginning = (from: number, fromLine: number): { position: number; line: number } | undefined => {
    let number = fromLine;
    for (let end = buffer.indexOf(NEWLINE, from); end !== -1; end = buffer.indexOf(NEWLINE, end + 1)) {
      number += 1;
      let position = end + 1;
      while (buffer[position] === 0x20 || buffer[position] === 0x09) position += 1;
      if (buffer[position] === OPEN_BRACE && position - end - 1 === (column ?? 0)) return { position, line: number };
    }
    return undefined;
  };

  const fail = (reason: string, searchFrom: number, searchLine: number): void => {
    const next = nextBeginning(searchFrom, searchLine);
    abandon(reason, next?.position);
    if (next === undefined) {
      line = searchLine;
      at = searchFrom;
      return;
    }
    at = next.position;
    line = next.line;
    lineStart = next.position - (column ?? 0);
    isLineBlank = true;
  };

  const mistake = (): void => {
    mistaken += 1;
    if (mistaken >= PATIENCE) layout = "lines";
  };

  /** In the first object of a file: whether the array that begins here holds the records of an envelope. */
  const isEnvelope = (): boolean => {
    if (!isFirstValue || depth !== 1 || recordDepth !== 0 || start < 0) return false;
    const before = textOf(buffer.subarray(Math.max(start, at - 80), at));
    const key = /"([^"\\]+)"\s*:\s*$/.exec(before)?.[1];
    return key !== undefined && limits.envelopes.includes(key);
  };

  const open = (byte: number): void => {
    const closer = byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
    if (start < 0 && depth === recordDepth) {
      if (byte === OPEN_BRACKET && depth === 0 && isFirstValue) recordDepth = 1;
      else begin();
    } else if (start >= 0 && depth === recordDepth) {
      return; // inside text that is no JSON
    } else if (byte === OPEN_BRACE && start >= 0 && startsAnew()) {
      return;
    } else if (byte === OPEN_BRACKET && isEnvelope()) {
      start = -1;
      recordDepth = 2;
    }
    if (depth >= DEEPEST) {
      fail("The record is nested too deeply.", at, line);
      return;
    }
    closers[depth] = closer;
    depth += 1;
  };

  /** Whether the object that begins here shows that the open record was never finished; then it is given up. */
  const startsAnew = (): boolean => {
    if (line === startLine || at - lineStart !== column || !isLineBlank) return false;
    const couldBeInner = lastSignificant === COMMA || lastSignificant === COLON || lastSignificant === OPEN_BRACKET;
    if (couldBeInner && (layout === undefined || layout === "flat")) {
      hasInnerAtColumn = true;
      return false;
    }
    const reason = "The record is cut off: the next one begins before it ends.";
    if (hasInnerAtColumn) {
      // What looked like inner objects were records: they are read again.
      mistake();
      fail(reason, start, startLine);
      return true;
    }
    abandon(reason, lineStart);
    begin();
    closers[depth] = CLOSE_BRACE;
    depth += 1;
    return true;
  };

  const close = (byte: number): void => {
    if (depth === 0 || closers[depth - 1] !== byte) {
      if (start < 0) return;
      fail("The brackets of the record do not match.", start, startLine);
      return;
    }
    if (start >= 0 && depth === recordDepth) emit(at);
    depth -= 1;
    if (start >= 0 && depth === recordDepth) emit(at + 1);
    else if (depth < recordDepth) recordDepth = depth === 0 ? 0 : -1;
    if (depth === 0 && recordDepth <= 0) {
      isFirstValue &&= recordDepth === -1 || byte === CLOSE_BRACKET;
      recordDepth = 0;
    }
  };

  const newline = (): void => {
    if (start >= 0 && depth === recordDepth) emit(at);
    line += 1;
    lineStart = at + 1;
    isLineBlank = true;
  };

  /** Skips to the next line that begins a record; false where the bytes end first. */
  const findWay = (): boolean => {
    const next = nextBeginning(at, line);
    if (next === undefined) {
      // Keep the last line: its beginning may not be whole yet.
      const lastNewline = buffer.lastIndexOf(NEWLINE);
      if (lastNewline < at) {
        at = buffer.length;
        return false;
      }
      for (let end = buffer.indexOf(NEWLINE, at); end < lastNewline; end = buffer.indexOf(NEWLINE, end + 1)) line += 1;
      at = lastNewline;
      return false;
    }
    at = next.position;
    line = next.line;
    lineStart = next.position - (column ?? 0);
    isLineBlank = true;
    isLost = false;
    return true;
  };

  const scanString = (): void => {
    while (at < buffer.length) {
      const byte = buffer[at];
      if (byte === NEWLINE) {
        fail("A text in the record is not closed before the line ends.", at, line);
        return;
      }
      at += 1;
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) {
        inString = false;
        return;
      }
    }
  };

  const scan = (): void => {
    while (at < buffer.length) {
      if (isLost && !findWay()) return;
      if (inString) {
        scanString();
        continue;
      }
      const byte = buffer[at] ?? 0;
      const before = at;
      if (byte === NEWLINE) {
        newline();
        at += 1;
        continue;
      }
      if (isBlank(byte)) {
        at += 1;
        continue;
      }
      if (isLineBlank && start >= 0 && column !== undefined && at - lineStart > column) layout ??= "indented";
      if (byte === QUOTE) {
        if (start < 0 && depth === recordDepth) begin();
        inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open(byte);
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) close(byte);
      else if (byte === COMMA) {
        if (start >= 0 && depth === recordDepth && depth > 0) emit(at);
      } else if (start < 0 && depth === recordDepth) begin();
      if (at !== before || isLost) continue; // a broken record moved on
      lastSignificant = byte;
      isLineBlank = false;
      at += 1;
    }
  };

  return {
    write(bytes) {
      const keep = start >= 0 ? start : at;
      buffer = keep === buffer.length ? bytes : Buffer.concat([buffer.subarray(keep), bytes]);
      at -= keep;
      lineStart -= keep;
      if (start >= 0) start = 0;
      scan();
      if (start >= 0 && buffer.length - start > limits.longestRecord) {
        fail(`The record is longer than ${Math.floor(limits.longestRecord / 1024)} KiB.`, buffer.length, line);
      }
    },
    end() {
      while (start >= 0) {
        if (depth === recordDepth && !inString) {
          emit(buffer.length);
          return;
        }
        mistake();
        fail("The record is cut off: the file ends before it does.", start, startLine);
        scan();
      }
    },
    take() {
      const taken = records;
      records = [];
      return taken;
    },
  };
}
