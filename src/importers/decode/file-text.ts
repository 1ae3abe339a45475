/** A file's content as formats read it: lines, blocks of lines, or bytes, all of them UTF-8 and streamed. */
import { isAscii } from "node:buffer";
import { UserError } from "../../base/errors.ts";
import { LARGEST_DOCUMENT, LONGEST_LINE, type FileText } from "../importer.ts";
import type { EncodingDecision } from "./encoding.ts";
import { lineBlocks, type LineLimits } from "./line-blocks.ts";
import { toUtf8, type ByteStream, type DecodingNote } from "./to-utf8.ts";

const NEWLINE = 0x0a;

export interface FileTextOptions {
  readonly encoding: EncodingDecision;
  note(text: string): void;
  onOverlong(line: number, beginning: string): void;
  /** Told how many lines there were, each time that all are read. */
  onEnd?(lines: number): void;
  readonly longestLine?: number;
  readonly largestDocument?: number;
}

/** The text of a content that `open` streams from its start, each time that it is called. */
export function fileText(open: () => ByteStream, options: FileTextOptions): FileText {
  // A format may read its file twice; what is wrong with a place is told once.
  let notedTo = -1;
  let overlongTo = 0;
  const limits: LineLimits = {
    longestLine: options.longestLine ?? LONGEST_LINE,
    onOverlong(line, beginning) {
      if (line <= overlongTo) return;
      overlongTo = line;
      options.onOverlong(line, textOf(beginning));
    },
    onEnd: (lines) => options.onEnd?.(lines),
  };
  const note: DecodingNote = (text, position) => {
    if (position <= notedTo) return;
    notedTo = position;
    options.note(text);
  };
  const bytes = (): AsyncGenerator<Uint8Array> => toUtf8(open(), options.encoding, note);
  return {
    bytes,
    blocks: () => lineBlocks(bytes(), limits),
    async *lines() {
      for await (const block of lineBlocks(bytes(), limits)) {
        let { first } = block;
        for (const piece of linePieces(block.bytes)) {
          const lines = splitLines(textOf(piece));
          yield { first, lines };
          first += lines.length;
        }
      }
    },
    whole: () => wholeText(bytes(), options.largestDocument ?? LARGEST_DOCUMENT),
  };
}

/** Whole lines of about so many bytes become strings at a time: whoever needs but a few does not pay for a block. */
const LINES_BYTES = 32 * 1024;

export function* linePieces(block: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < block.length;) {
    const newline = block.indexOf(NEWLINE, start + LINES_BYTES);
    const end = newline === -1 ? block.length : newline + 1;
    yield block.subarray(start, end);
    start = end;
  }
}

/** Text in lines without their ends; an end of line at the very end begins no further line. */
export function splitLines(text: string): string[] {
  const lines = text.split("\n");
  if (text.endsWith("\n")) lines.pop();
  if (!text.includes("\r")) return lines;
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}

/** UTF-8 bytes as text. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isAscii(buffer) ? "latin1" : "utf8");
}

async function wholeText(stream: ByteStream, limit: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of stream) {
    size += bytes.length;
    if (size > limit) {
      throw new UserError("bad-input", `The document is larger than ${Math.floor(limit / 1024 / 1024)} MiB.`, {
        next: "Split it, or export it with one record a line.",
      });
    }
    pieces.push(bytes);
  }
  return textOf(Buffer.concat(pieces, size));
}
