/** The SHA-256 of a source, and its content so that it can be read after the hash is known. */
import { createHash } from "node:crypto";
import { UserError } from "../base/errors.ts";
import type { BundleFile } from "./bundle/bundle.ts";
import { inOrder } from "./bundle/spool.ts";
import type { ByteStream } from "./decode/to-utf8.ts";

export interface Fingerprint {
  /** Lower-case hexadecimal, of the bytes as they lie in the bundle. */
  readonly sha256: string;
  readonly size: number;
  /**
   * The bytes that were hashed. A content too large to be held is read again and hashed again on the way, so that what
   * is imported is what the hash vouches for: a stream that reads to its end throws where the file has changed.
   */
  open(): ByteStream;
}

/** `pace` is awaited between pieces, so that other work gets its turn. */
export async function fingerprint(
  file: Pick<BundleFile, "size" | "open">,
  inMemory: number,
  pace: () => Promise<void>,
): Promise<Fingerprint> {
  const hash = createHash("sha256");
  let size = 0;
  let held: Uint8Array[] | undefined = file.size <= inMemory ? [] : undefined;
  for await (const bytes of file.open()) {
    hash.update(bytes);
    size += bytes.length;
    if (size > inMemory) held = undefined;
    held?.push(bytes);
    await pace();
  }
  const sha256 = hash.digest("hex");
  const pieces = held;
  return { sha256, size, open: pieces === undefined ? () => unchanged(file.open(), sha256) : () => inOrder(pieces) };
}

async function* unchanged(stream: ByteStream, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const bytes of stream) {
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest("hex") !== sha256) {
    throw new UserError("bad-input", "The file changed while it was being read.", {
      next: "Import a copy that nothing writes to.",
    });
  }
}
