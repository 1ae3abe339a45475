/**
 * Walks through the one large document that sysstat's tools write, giving out the entries of its long arrays as they
 * come: half a year at five minutes is half a gigabyte, of which one entry at a time needs to be in memory.
 *
 * `{"sysstat": {"hosts": [ { "nodename": …, "statistics": [ {entry}, … ], "restarts": [ {entry}, … ] } ]}}`
 */
export interface WalkedEntry {
  /** Key of the array that holds the entry. */
  readonly array: string;
  readonly text: string;
  /** 1-based number of the line on which the entry begins. */
  readonly line: number;
}

export interface WalkerEvents {
  /** A text or number that stands in an object on the way. */
  field(key: string, value: string): void;
  entry(entry: WalkedEntry): void;
  /** The document ends, or goes wrong, inside of an entry or between two. */
  broken(line: number, reason: string, raw: string): void;
}

export interface DocumentWalker {
  /** Whether it went wrong: what follows is not read. */
  readonly isBroken: boolean;
  write(bytes: Uint8Array): void;
  end(): void;
}

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const DEEPEST = 64;
const LONGEST_ENTRY = 8 * 1024 * 1024;

export function documentWalker(arrays: ReadonlySet<string>, events: WalkerEvents): DocumentWalker {
  /** Keys of the containers that are open, outermost first. */
  const path: string[] = [];
  let rest: Uint8Array = new Uint8Array(0);
  let line = 1;
  let isDone = true;
  /** The last text or number that was read, and the key it may turn out to be. */
  let token = "";
  let key = "";
  /** Open brackets of the entry that is being taken, from `entryStart` in the buffer; 0 outside of entries. */
  let depth = 0;
  let entryStart = 0;
  let entryLine = 0;
  let at = 0;
  const walker = { isBroken: false, write, end };
  return walker;

  function write(bytes: Uint8Array): void {
    if (walker.isBroken) return;
    const buffer = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    while (at < buffer.length && !walker.isBroken) {
      if (!(depth > 0 ? takeEntry(buffer) : walk(buffer))) break;
    }
    const keep = depth > 0 ? entryStart : at;
    rest = buffer.subarray(keep);
    at -= keep;
    entryStart = 0;
    if (rest.length > LONGEST_ENTRY) fail(entryLine, `An entry is longer than ${String(LONGEST_ENTRY)} bytes.`, rest);
  }

  /** Goes on to the end of the entry; false where the bytes end before it. */
  function takeEntry(buffer: Uint8Array): boolean {
    while (at < buffer.length) {
      const byte = buffer[at];
      if (byte === QUOTE) {
        const close = endOfString(buffer, at);
        if (close < 0) return false;
        at = close;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth++;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth--;
      } else if (byte === NEWLINE) {
        line++;
      }
      at++;
      if (depth === 0) {
        events.entry({ array: path.at(-1) ?? "", text: textOf(buffer.subarray(entryStart, at)), line: entryLine });
        return true;
      }
    }
    return false;
  }

  /** One step outside of entries; false where more bytes are needed. */
  function walk(buffer: Uint8Array): boolean {
    const byte = buffer[at] ?? 0;
    switch (byte) {
      case QUOTE: {
        const close = endOfString(buffer, at);
        if (close < 0) return false;
        token = unquote(textOf(buffer.subarray(at, close + 1)));
        at = close + 1;
        return true;
      }
      case COLON:
        key = token;
        token = "";
        break;
      case COMMA:
        endField();
        break;
      case OPEN_BRACE:
        if (path.length > 0 && arrays.has(path.at(-1) ?? "")) {
          depth = 1;
          entryStart = at;
          entryLine = line;
          break;
        }
        open(buffer);
        break;
      case OPEN_BRACKET:
        open(buffer);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        endField();
        if (path.length === 0) fail(line, "A bracket is closed that was never opened.", buffer.subarray(at));
        path.pop();
        isDone = path.length === 0;
        break;
      case NEWLINE:
        line++;
        break;
      default:
        if (byte > 32) {
          token += String.fromCharCode(byte);
          isDone = false;
        }
        if (token.length > 4_000) fail(line, "The document is not of sysstat's form.", buffer.subarray(at));
    }
    at++;
    return true;
  }

  function open(buffer: Uint8Array): void {
    if (path.length === DEEPEST) fail(line, "The document is nested too deeply.", buffer.subarray(at));
    isDone = false;
    path.push(key);
    key = "";
    token = "";
  }

  function endField(): void {
    if (key !== "" && token !== "") events.field(key, token);
    key = "";
    token = "";
  }

  function end(): void {
    if (walker.isBroken || (isDone && depth === 0)) return;
    fail(depth > 0 ? entryLine : line, "The document is cut off.", rest);
  }

  function fail(where: number, reason: string, raw: Uint8Array): void {
    walker.isBroken = true;
    events.broken(where, reason, textOf(raw.subarray(0, 8_000)));
  }
}

/** Position of the quote that closes the text whose quote stands at `at`; -1 where the bytes end before it. */
function endOfString(bytes: Uint8Array, at: number): number {
  let close = bytes.indexOf(QUOTE, at + 1);
  while (close >= 0) {
    let slashes = 0;
    while (bytes[close - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return close;
    close = bytes.indexOf(QUOTE, close + 1);
  }
  return -1;
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
