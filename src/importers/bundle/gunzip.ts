/** Unpacks gzip in a stream, guarded against content that unpacks to absurd sizes. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UserError } from "../../base/errors.ts";
import type { ByteStream } from "../decode/to-utf8.ts";
import type { BundleLimits } from "./bundle.ts";

export async function* gunzip(packed: ByteStream, limits: BundleLimits): AsyncGenerator<Uint8Array> {
  let packedBytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const bytes of packed) {
      packedBytes += bytes.length;
      yield bytes;
    }
  };
  const input = Readable.from(counted(), { objectMode: false });
  const unpacker = createGunzip({ chunkSize: 256 * 1024 });
  input.on("error", (error) => unpacker.destroy(error));
  input.pipe(unpacker);
  try {
    let unpacked = 0;
    for await (const bytes of unpacker as AsyncIterable<Uint8Array>) {
      unpacked += bytes.length;
      refuseBomb(packedBytes, unpacked, limits);
      yield bytes;
    }
  } catch (cause) {
    if (!isGzipError(cause)) throw cause;
    throw new UserError("damaged", "The compressed file is damaged or ends early.", {
      next: "Copy or export it again.",
      cause,
    });
  } finally {
    input.destroy();
    unpacker.destroy();
  }
}

function isGzipError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

/** Throws where unpacked bytes are out of proportion to what they came from. */
export function refuseBomb(packedBytes: number, unpackedBytes: number, limits: BundleLimits): void {
  const reason = bombReason(packedBytes, unpackedBytes, limits);
  if (reason !== undefined) throw new UserError("bad-input", reason, { next: "Unpack it by hand if you trust it." });
}

export function bombReason(packedBytes: number, unpackedBytes: number, limits: BundleLimits): string | undefined {
  if (unpackedBytes > limits.unpackedBytes) {
    return `It unpacks to more than ${Math.floor(limits.unpackedBytes / 1024 ** 3)} GiB: it was not read.`;
  }
  if (unpackedBytes > limits.harmlessBytes && unpackedBytes > limits.ratio * packedBytes) {
    return `It unpacks to more than ${limits.ratio} times its size, as archives made to do harm do: it was not read.`;
  }
  return undefined;
}
