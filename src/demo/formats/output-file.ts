/** One file of the bundle, plain or gzip, hashed while it is written. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import { createGzip } from "node:zlib";

export interface OutputFile {
  /** Resolves when the bytes may be reused. */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Closes a file that will not be finished. */
  abandon(): Promise<void>;
  /** SHA-256 of the file's bytes in hexadecimal; complete after `close`. */
  sha256(): string;
}

/** Makes the file and its folders; a name that ends in `.gz` is compressed. */
export async function createOutputFile(file: string): Promise<OutputFile> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, "w");
  const hash = createHash("sha256");
  let digest: string | undefined;

  const store = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes);
    for (let done = 0; done < bytes.length;) done += (await handle.write(bytes, done)).bytesWritten;
  };
  const finish = async (): Promise<void> => {
    await handle.close();
    digest = hash.digest("hex");
  };
  const abandon = async (): Promise<void> => handle.close();
  const sha256 = (): string => {
    if (digest === undefined) throw new Error(`${file} is not closed yet.`);
    return digest;
  };
  if (!file.endsWith(".gz")) return { write: store, close: finish, abandon, sha256 };

  const gzip = createGzip();
  const compressed: Uint8Array[] = [];
  gzip.on("data", (chunk: Uint8Array) => compressed.push(chunk));
  const storeCompressed = async (): Promise<void> => {
    for (const chunk of compressed.splice(0)) await store(chunk);
  };
  return {
    async write(bytes) {
      await new Promise<void>((resolve, reject) => {
        gzip.write(bytes, (error) => {
          if (error) reject(error);
          else resolve();
        });
      });
      await storeCompressed();
    },
    async close() {
      const ended = once(gzip, "end");
      gzip.end();
      await ended;
      await storeCompressed();
      await finish();
    },
    async abandon() {
      gzip.destroy();
      await abandon();
    },
    sha256,
  };
}
