/** Opens what an investigator points at, or what a bundle holds, as a bundle: by its content, never by its name. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { ByteStream } from "../decode/to-utf8.ts";
import type { Bundle, BundleFile, BundleLimits } from "./bundle.ts";
import { contentKind, KIND_HEAD } from "./content-kind.ts";
import { fileStream, unreadable } from "./file-stream.ts";
import { folderBundle, singleFile } from "./folder-bundle.ts";
import { gunzip } from "./gunzip.ts";
import { headOf } from "./head-of.ts";
import { openSpool } from "./spool.ts";
import { tarBundle } from "./tar-bundle.ts";
import { zipBundle } from "./zip-bundle.ts";

export async function openBundle(path: string, limits: BundleLimits, signal: AbortSignal): Promise<Bundle> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (found.isDirectory()) return folderBundle(path, limits, signal);
  if (!found.isFile()) {
    throw new UserError("bad-input", "This is a device, a pipe or a socket, not a file.", { where: path });
  }
  const kind = await archiveKind(() => fileStream(path), limits);
  if (kind === "zip") return zipBundle(path, limits, signal);
  if (kind === undefined) return singleFile(path, found.size);
  return tarBundle(
    unpacking(kind, () => fileStream(path), limits),
    basename(path),
    limits,
    signal,
  );
}

/** A file of a bundle that is an archive itself, opened; `undefined` where it is none. */
export async function openNested(
  file: BundleFile,
  limits: BundleLimits,
  signal: AbortSignal,
): Promise<Bundle | undefined> {
  const kind = await archiveKind(file.open, limits);
  if (kind === undefined) return undefined;
  if (kind !== "zip") return tarBundle(unpacking(kind, file.open, limits), basename(file.path), limits, signal);
  // A zip is read from its end: it needs a file.
  const spool = openSpool(-1);
  try {
    const { file: path } = await spool.keep(file.open());
    if (path === undefined) throw new Error("a spool that keeps nothing in memory has a file");
    const bundle = await zipBundle(path, limits, signal);
    return {
      ...bundle,
      async close() {
        await bundle.close();
        await spool.close();
      },
    };
  } catch (error) {
    await spool.close();
    throw error;
  }
}

type ArchiveKind = "zip" | "tar" | "tar.gz";

async function archiveKind(open: () => ByteStream, limits: BundleLimits): Promise<ArchiveKind | undefined> {
  const kind = contentKind(await headOf(open(), KIND_HEAD));
  if (kind === "zip" || kind === "tar") return kind;
  if (kind !== "gzip") return undefined;
  try {
    return contentKind(await headOf(gunzip(open(), limits), KIND_HEAD)) === "tar" ? "tar.gz" : undefined;
  } catch {
    return undefined; // a damaged .gz is reported when it is read as a source
  }
}

function unpacking(kind: ArchiveKind, open: () => ByteStream, limits: BundleLimits): () => ByteStream {
  return kind === "tar.gz" ? () => gunzip(open(), limits) : open;
}
