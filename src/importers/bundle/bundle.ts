/**
 * A bundle: a folder, an archive or a single file, as a list of files whose bytes can be streamed.
 *
 * Whatever its kind, one bad entry costs only itself: it is listed in `refused` with one sentence, and the rest goes on.
 * Entries are never written to disk under their own names and links are never followed, so nothing leads out of it.
 */
import type { ByteStream } from "../decode/to-utf8.ts";

export interface BundleFile {
  /** Inside the bundle, with forward slashes. */
  readonly path: string;
  /** Bytes, as the bundle states them before they are read. */
  readonly size: number;
  /** Streams the bytes from the start, as often as it is called, until the next file is asked for. */
  open(): ByteStream;
  /** Where on disk the bytes lie as they are, for as long as the import takes; `undefined` for entries of archives. */
  readonly diskPath?: string;
}

export interface RefusedEntry {
  readonly path: string;
  readonly reason: string;
}

export interface Bundle {
  /** Bytes of all its files together. */
  readonly totalBytes: number;
  readonly refused: readonly RefusedEntry[];
  /** The manifest, where the bundle has one at its root or in its only folder. */
  readonly manifest: BundleFile | undefined;
  /** All files but the manifest, one after another: each is valid until the next. */
  files(): AsyncIterable<BundleFile>;
  close(): Promise<void>;
}

/** What an archive may hold before it is taken for an attack rather than for evidence. */
export interface BundleLimits {
  readonly entries: number;
  /** Bytes of all unpacked files of one archive. */
  readonly unpackedBytes: number;
  /** Unpacked over packed bytes; telemetry that hardly changes reaches 100. */
  readonly ratio: number;
  /** Unpacked bytes up to which any ratio is harmless. */
  readonly harmlessBytes: number;
  /** Files up to this size are held in memory rather than read or unpacked twice. */
  readonly inMemory: number;
}

export const BUNDLE_LIMITS: BundleLimits = {
  entries: 100_000,
  unpackedBytes: 64 * 1024 ** 3,
  ratio: 250,
  harmlessBytes: 64 * 1024 ** 2,
  inMemory: 32 * 1024 ** 2,
};

export const MANIFEST_NAME = "bundle.json";

/** The manifest's path among those of a bundle: at the root, or in the one folder that holds everything. */
export function findManifest(paths: readonly string[]): string | undefined {
  if (paths.includes(MANIFEST_NAME)) return MANIFEST_NAME;
  const top = paths[0]?.split("/")[0];
  if (top === undefined) return undefined;
  const candidate = `${top}/${MANIFEST_NAME}`;
  return paths.includes(candidate) && paths.every((path) => path.startsWith(`${top}/`)) ? candidate : undefined;
}
