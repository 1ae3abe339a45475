/**
 * A .tar or .tar.gz as a bundle. It can only be read from front to back, and the manifest may stand anywhere: so it is
 * gone through once for the list, and once more for the files, each of which is kept until it has been read.
 */
import { Readable } from "node:stream";
import { extract, type Extract, type Header } from "tar-stream";
import { UserError, describeError } from "../../base/errors.ts";
import type { ByteStream } from "../decode/to-utf8.ts";
import {
  findManifest,
  MANIFEST_NAME,
  type Bundle,
  type BundleFile,
  type BundleLimits,
  type RefusedEntry,
} from "./bundle.ts";
import { entryPath, isLitter, LINK_OUT, staysInside } from "./entry-path.ts";
import { tooManyEntries } from "./folder-bundle.ts";
import { bombReason } from "./gunzip.ts";
import { inOrder, openSpool } from "./spool.ts";

const LARGEST_MANIFEST = 64 * 1024 * 1024;

type Entry = Extract extends AsyncIterable<infer Source> ? Source : never;

interface Listing {
  readonly totalBytes: number;
  readonly refused: readonly RefusedEntry[];
  readonly manifest: BundleFile | undefined;
  /** Entries of any kind that could be read to their ends. */
  readonly entries: number;
}

/** `open` streams the tar itself, unpacked, from its start; `name` is what the archive is called in messages. */
export async function tarBundle(
  open: () => ByteStream,
  name: string,
  limits: BundleLimits,
  signal: AbortSignal,
): Promise<Bundle> {
  const listing = await list(open, name, limits, signal);
  const spool = openSpool(limits.inMemory);
  return {
    totalBytes: listing.totalBytes,
    refused: listing.refused,
    manifest: listing.manifest,
    async *files() {
      let seen = 0;
      // Past the last entry that was listed the archive is damaged: that was said.
      if (listing.entries === 0) return;
      for await (const entry of entriesOf(open())) {
        const verdict = judge(entry.header);
        const isWanted = "path" in verdict && verdict.path !== listing.manifest?.path;
        if (isWanted) {
          const kept = await spool.keep(entry as AsyncIterable<Uint8Array>);
          yield { path: verdict.path, size: kept.size, open: kept.open };
        } else {
          entry.resume();
        }
        seen += 1;
        if (seen === listing.entries) return;
      }
    },
    close: spool.close,
  };
}

async function list(open: () => ByteStream, name: string, limits: BundleLimits, signal: AbortSignal): Promise<Listing> {
  const paths: string[] = [];
  const manifests = new Map<string, Uint8Array[]>();
  const refused: RefusedEntry[] = [];
  let totalBytes = 0;
  let begun = 0;
  let entries = 0;
  try {
    for await (const entry of entriesOf(open())) {
      signal.throwIfAborted();
      entries = begun;
      begun += 1;
      if (begun > limits.entries) throw tooManyEntries(limits);
      const verdict = judge(entry.header);
      if ("refused" in verdict) refused.push({ path: entry.header.name, reason: verdict.refused });
      if ("path" in verdict) {
        const size = entry.header.size;
        totalBytes += size;
        const bomb = bombReason(Number.POSITIVE_INFINITY, totalBytes, limits);
        if (bomb !== undefined) throw new UserError("bad-input", bomb, { next: "Unpack it by hand if you trust it." });
        paths.push(verdict.path);
        if (verdict.path.endsWith(MANIFEST_NAME) && size <= LARGEST_MANIFEST) {
          manifests.set(verdict.path, await collect(entry as AsyncIterable<Uint8Array>));
        }
      }
      entry.resume();
    }
    entries = begun;
  } catch (cause) {
    if (signal.aborted) throw cause;
    const error = cause instanceof UserError ? cause : damaged(cause);
    if (entries === 0) throw error;
    const reason = describeError(error);
    refused.push({ path: name, reason: `${reason} The ${entries} entries before that place were read.` });
  }
  const path = findManifest(paths);
  const pieces = path === undefined ? undefined : manifests.get(path);
  const manifest =
    path === undefined || pieces === undefined
      ? undefined
      : { path, size: sizeOf(pieces), open: () => inOrder(pieces) };
  return { totalBytes, refused, manifest, entries };
}

type Verdict = { readonly path: string } | { readonly refused: string } | { readonly ignored: true };

function judge(header: Header): Verdict {
  if (header.type === "directory" || isLitter(header.name)) return { ignored: true };
  const place = entryPath(header.name);
  if ("refused" in place) return place;
  switch (header.type) {
    case "file":
    case "contiguous-file":
      return place;
    case "symlink":
      return staysInside(place.path, header.linkname) ? { ignored: true } : { refused: LINK_OUT };
    case "link":
      return "path" in entryPath(header.linkname) ? { ignored: true } : { refused: LINK_OUT };
    default:
      return { refused: "The entry is no file: it was not read." };
  }
}

async function* entriesOf(stream: ByteStream): AsyncGenerator<Entry> {
  const source = Readable.from(stream, { objectMode: false });
  const tar = extract();
  source.on("error", (error) => tar.destroy(error));
  source.pipe(tar);
  try {
    yield* tar;
  } finally {
    source.destroy();
    tar.destroy();
  }
}

function damaged(cause: unknown): UserError {
  return new UserError("damaged", "The tar archive is damaged or ends early.", {
    next: "Copy or download it again.",
    cause,
  });
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of stream) pieces.push(bytes);
  return pieces;
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
