/** A .zip as a bundle. Its list of entries stands at its end, so any entry can be unpacked as often as needed. */
import yauzl, { type Entry } from "yauzl";
import { UserError } from "../../base/errors.ts";
import { findManifest, type Bundle, type BundleFile, type BundleLimits, type RefusedEntry } from "./bundle.ts";
import { entryPath, isLitter, LINK_OUT, staysInside } from "./entry-path.ts";
import { tooManyEntries } from "./folder-bundle.ts";
import { bombReason, refuseBomb } from "./gunzip.ts";

const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;
const LONGEST_LINK = 4_096;

export async function zipBundle(path: string, limits: BundleLimits, signal: AbortSignal): Promise<Bundle> {
  const zip = await opened(path);
  try {
    return await listed(zip, limits, signal);
  } catch (error) {
    zip.close();
    throw error instanceof UserError || signal.aborted ? error : damaged(error);
  }
}

async function listed(zip: yauzl.ZipFile, limits: BundleLimits, signal: AbortSignal): Promise<Bundle> {
  const files: (BundleFile & { readonly entry: Entry })[] = [];
  const refused: RefusedEntry[] = [];
  let unpacked = 0;
  let count = 0;

  for await (const entry of zip.eachEntry()) {
    signal.throwIfAborted();
    count += 1;
    if (count > limits.entries) throw tooManyEntries(limits);
    const written = yauzl.getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      yauzl.parseExtraFields(entry.extraFieldRaw),
      false,
    );
    if (/[\\/]$/.test(written) || isLitter(written)) continue;
    const place = entryPath(written);
    if ("refused" in place) {
      refused.push({ path: written, reason: place.refused });
    } else if (isLink(entry)) {
      if (!(await linkStaysInside(zip, entry, place.path))) refused.push({ path: place.path, reason: LINK_OUT });
    } else {
      const reason = refusal(entry, limits);
      if (reason !== undefined) refused.push({ path: place.path, reason });
      else {
        unpacked += entry.uncompressedSize;
        files.push({ path: place.path, size: entry.uncompressedSize, entry, open: () => entryStream(zip, entry) });
      }
    }
  }
  // Entries that share their packed bytes pass one by one; together they do not.
  refuseBomb(zip.fileSize, unpacked, limits);
  if (files.some((file) => file.path === "[Content_Types].xml")) {
    throw new UserError("bad-input", "This is an Office document.", { next: "Save its sheet as CSV and import that." });
  }

  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifestPath = findManifest(files.map((file) => file.path));
  return {
    totalBytes: unpacked,
    refused,
    manifest: files.find((file) => file.path === manifestPath),
    async *files() {
      yield* files.filter((file) => file.path !== manifestPath);
      await Promise.resolve();
    },
    close() {
      zip.close();
      return Promise.resolve();
    },
  };
}

async function opened(path: string): Promise<yauzl.ZipFile> {
  try {
    // Names are decoded and judged here, entry by entry: yauzl would give up on the whole archive.
    return await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause: unknown): UserError {
  return new UserError("damaged", "The zip archive is damaged or ends early.", {
    next: "Copy or download it again.",
    cause,
  });
}

function refusal(entry: Entry, limits: BundleLimits): string | undefined {
  if (entry.isEncrypted()) return "The entry is encrypted: unpack the archive with its password and import the folder.";
  if (!entry.canDecodeFileData()) {
    return "The entry is packed by a method that is not supported: unpack the archive and import the folder.";
  }
  return bombReason(entry.compressedSize, entry.uncompressedSize, limits);
}

function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK;
}

async function linkStaysInside(zip: yauzl.ZipFile, entry: Entry, path: string): Promise<boolean> {
  if (entry.uncompressedSize > LONGEST_LINK) return false;
  const pieces: Uint8Array[] = [];
  for await (const bytes of entryStream(zip, entry)) pieces.push(bytes);
  return staysInside(path, Buffer.concat(pieces).toString("utf8"));
}

async function* entryStream(zip: yauzl.ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new UserError("damaged", "The entry is damaged and could not be unpacked.", {
      next: "Copy or download the archive again.",
      cause,
    });
  }
}
