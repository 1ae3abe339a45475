/** The content of a source as text: unpacked, its encoding found, metered on the way. */
import { UserError } from "../base/errors.ts";
import { binaryAdvice, contentKind, KIND_HEAD } from "./bundle/content-kind.ts";
import type { BundleLimits } from "./bundle/bundle.ts";
import { gunzip } from "./bundle/gunzip.ts";
import { headOf } from "./bundle/head-of.ts";
import { inOrder } from "./bundle/spool.ts";
import { decideEncoding } from "./decode/encoding.ts";
import { fileText, splitLines, textOf } from "./decode/file-text.ts";
import { toUtf8, type ByteStream } from "./decode/to-utf8.ts";
import { LONGEST_LINE, type FileHead, type FileText, type ImportSink } from "./importer.ts";

export interface SourceContent {
  /** The file's own name, without the `.gz` of a compressed one. */
  readonly fileName: string;
  readonly head: FileHead;
  text(sink: Pick<ImportSink, "note" | "reject">, longestLine?: number): FileText;
}

/** `open` streams the bytes as they lie in the bundle. A `UserError` says why a content is no text. */
export async function sourceContent(
  open: () => ByteStream,
  path: string,
  limits: BundleLimits,
): Promise<SourceContent> {
  const outside = await headOf(open(), KIND_HEAD);
  const outsideKind = contentKind(outside);
  const packed = outsideKind === "gzip";
  const unpacked = packed ? (): ByteStream => gunzip(open(), limits) : open;
  const bytes = packed ? await headOf(unpacked(), KIND_HEAD) : outside;
  const kind = packed ? contentKind(bytes) : outsideKind;
  if (kind === "empty") throw new UserError("bad-input", "The file is empty.", { next: "Export it again." });
  if (kind !== "text") {
    const advice = kind === "binary" ? binaryAdvice(bytes) : "It is an archive in an archive: unpack it first.";
    throw new UserError("bad-input", `The file cannot be read as text. ${advice}`);
  }
  const encoding = decideEncoding(bytes);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const fileName = packed ? name.replace(/\.gz$/i, "") : name;
  const headText = await decodedHead(bytes, encoding);
  return {
    fileName,
    head: { name: fileName, text: headText, lines: splitLines(headText) },
    text: (sink, longestLine = LONGEST_LINE) =>
      fileText(unpacked, {
        encoding,
        longestLine,
        note: sink.note,
        onOverlong: (line, beginning) => sink.reject(line, overlong(longestLine), beginning),
      }),
  };
}

/** Why a line is rejected that is longer than that. */
export function overlong(longestLine: number): string {
  return `The line is longer than ${Math.floor(longestLine / 1024)} KiB.`;
}

/** The head as text, up to its last whole line where it was cut. */
async function decodedHead(bytes: Uint8Array, encoding: ReturnType<typeof decideEncoding>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of toUtf8(inOrder([bytes]), encoding, () => undefined)) pieces.push(piece);
  const text = textOf(Buffer.concat(pieces));
  const lastLine = text.lastIndexOf("\n");
  return bytes.length < KIND_HEAD || lastLine === -1 ? text : text.slice(0, lastLine + 1);
}
