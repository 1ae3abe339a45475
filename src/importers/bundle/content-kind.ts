/** What kind of file it is by its first bytes: an archive, text, or something that cannot be read as text. */
import { decideEncoding } from "../decode/encoding.ts";

export type ContentKind = "zip" | "gzip" | "tar" | "text" | "binary" | "empty";

/** Bytes that a decision needs. */
export const KIND_HEAD = 64 * 1024;

/** The beginnings of files that are no text, with what to do about them. */
const SIGNATURES: readonly { readonly bytes: string; readonly advice: string }[] = [
  { bytes: "456c6646696c6500", advice: "It is a Windows event log (.evtx): export it as XML or JSON and import that." },
  { bytes: "504b", advice: "It is a damaged zip archive: copy or download it again." },
  { bytes: "d0cf11e0", advice: "It is an old Office document: save its sheet as CSV and import that." },
  { bytes: "d4c3b2a1", advice: "It is a packet capture: run Zeek or Suricata over it and import their logs." },
  { bytes: "a1b2c3d4", advice: "It is a packet capture: run Zeek or Suricata over it and import their logs." },
  { bytes: "0a0d0d0a", advice: "It is a packet capture: run Zeek or Suricata over it and import their logs." },
  { bytes: "53514c69746520666f726d6174", advice: "It is a database file: open it if it is a workspace, or export it." },
  { bytes: "425a68", advice: "It is packed with bzip2: unpack it and import the result." },
  { bytes: "fd377a585a00", advice: "It is packed with xz: unpack it and import the result." },
  { bytes: "28b52ffd", advice: "It is packed with zstd: unpack it and import the result." },
  { bytes: "377abcaf271c", advice: "It is a 7z archive: unpack it and import the folder." },
  { bytes: "526172211a07", advice: "It is a rar archive: unpack it and import the folder." },
  { bytes: "25504446", advice: "It is a PDF: export what it shows as CSV." },
  { bytes: "4d5a", advice: "It is a program." },
  { bytes: "7f454c46", advice: "It is a program." },
];

export function contentKind(head: Uint8Array): ContentKind {
  if (head.length === 0) return "empty";
  const hex = Buffer.from(head.subarray(0, 16)).toString("hex");
  if (hex.startsWith("504b0304") || hex.startsWith("504b0506")) return "zip";
  if (hex.startsWith("1f8b")) return "gzip";
  if (isTar(head)) return "tar";
  if (decideEncoding(head).encoding !== "utf-8") return "text";
  return isBinary(head) || hasTextlessSignature(hex) ? "binary" : "text";
}

/** One sentence on a binary file: what it is, where that is known, and what to do instead. */
export function binaryAdvice(head: Uint8Array): string {
  const hex = Buffer.from(head.subarray(0, 16)).toString("hex");
  const known = SIGNATURES.find((signature) => hex.startsWith(signature.bytes));
  return known?.advice ?? "It holds binary content: export it as text (CSV, JSON) and import that.";
}

/** Signatures that could pass for text in what follows them. */
function hasTextlessSignature(hex: string): boolean {
  return hex.startsWith("25504446") || hex.startsWith("53514c69746520666f726d6174");
}

/** Control characters that do not stand in texts: those below a blank except tab, line ends and escape. */
const CONTROLS = Array.from({ length: 0x20 }, (_, byte) => byte).filter(
  (byte) => byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b,
);

/** NUL bytes, or more control characters than escape sequences of a terminal would explain. */
function isBinary(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.includes(0)) return true;
  const most = bytes.length * 0.05;
  let controls = 0;
  // Texts have almost none, and the runtime finds that faster than a loop that has yet to be compiled.
  for (const control of CONTROLS) {
    for (let at = bytes.indexOf(control); at !== -1 && controls <= most; at = bytes.indexOf(control, at + 1))
      controls += 1;
  }
  return controls > most;
}

/** A tar header is known by its own checksum, whichever dialect wrote it. */
function isTar(head: Uint8Array): boolean {
  if (head.length < 512) return false;
  const stated = Number.parseInt(Buffer.from(head.subarray(148, 156)).toString("latin1"), 8);
  if (!Number.isFinite(stated)) return false;
  let sum = 0;
  for (let index = 0; index < 512; index += 1) sum += index >= 148 && index < 156 ? 0x20 : (head[index] ?? 0);
  return sum === stated;
}
