/**
 * Any file's bytes as UTF-8. Valid UTF-8 goes through untouched, which is the fast and usual case; a line that is not
 * valid is read in a Windows code page by itself, so that one foreign line does not damage the rest of the file.
 */
import { isAscii, isUtf8 } from "node:buffer";
import type * as Iconv from "iconv-lite";
import { guessCodePage, type CodePage, type EncodingDecision } from "./encoding.ts";

export type ByteStream = AsyncIterable<Uint8Array>;

const NEWLINE = 0x0a;

/** Few texts need it: a thread that reads should not have to load it before it begins. */
const loadIconv = async (): Promise<typeof Iconv> => (await import("iconv-lite")).default;

/** Hears of text that was not plain UTF-8, with how many bytes of the stream had come by then. */
export type DecodingNote = (text: string, position: number) => void;

/** The stream as UTF-8 without a byte order mark, cut between characters. `note` hears of each line read otherwise. */
export async function* toUtf8(
  stream: ByteStream,
  decision: EncodingDecision,
  note: DecodingNote,
): AsyncGenerator<Uint8Array> {
  const withoutMark = skipBytes(stream, decision.markLength);
  if (decision.encoding === "utf-8") yield* repairedUtf8(withoutMark, note);
  else yield* transcoded(withoutMark, decision.encoding, note);
}

async function* skipBytes(stream: ByteStream, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const bytes of stream) {
    const skipped = Math.min(left, bytes.length);
    left -= skipped;
    if (skipped < bytes.length) yield skipped === 0 ? bytes : bytes.subarray(skipped);
  }
}

async function* transcoded(stream: ByteStream, encoding: string, note: DecodingNote): AsyncGenerator<Uint8Array> {
  note(`The text is ${encoding.toUpperCase()}.`, 0);
  const iconv = await loadIconv();
  const decoder = iconv.getDecoder(encoding);
  let bytesRead = 0;
  /** The first half of a character whose second half is in the next piece. */
  let half = "";
  for await (const bytes of stream) {
    bytesRead += bytes.length;
    const text = half + decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? "";
    if (text.length > half.length) yield Buffer.from(text.slice(0, text.length - half.length), "utf8");
  }
  const rest = half + (decoder.end() ?? "");
  if (rest !== "") yield Buffer.from(rest, "utf8");
  if (bytesRead % 2 === 1) note("The file ends in the middle of a character: it was cut.", bytesRead);
}

async function* repairedUtf8(stream: ByteStream, note: DecodingNote): AsyncGenerator<Uint8Array> {
  let carry: Uint8Array | undefined;
  let codePage: CodePage | undefined;
  let position = 0;
  const repair = async (bytes: Uint8Array): Promise<Uint8Array> => {
    const iconv = await loadIconv();
    const lines = linesOf(bytes);
    const page = (codePage ??= guessCodePage(Buffer.concat(lines.filter((line) => !isUtf8(line)))));
    let start = position;
    const repaired = lines.map((line) => {
      const at = start;
      start += line.length;
      if (isUtf8(line)) return line;
      note(`A line is not UTF-8 and was read as ${page}, by its letters.`, at);
      return Buffer.from(iconv.decode(Buffer.from(line), page), "utf8");
    });
    return Buffer.concat(repaired);
  };
  for await (const piece of stream) {
    const bytes = carry === undefined ? piece : Buffer.concat([carry, piece]);
    const end = completeEnd(bytes);
    carry = end === bytes.length ? undefined : bytes.subarray(end);
    if (end === 0) continue;
    const whole = end === bytes.length ? bytes : bytes.subarray(0, end);
    yield isAscii(whole) || isUtf8(whole) ? whole : await repair(whole);
    position += end;
  }
  if (carry !== undefined) yield await repair(carry);
}

/** Where the last complete UTF-8 sequence ends: only the last three bytes can belong to one that is cut. */
function completeEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Lines with their ends. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}
