/**
 * Identifiers of STIX 2.1 objects that are the same for the same content, so that the same case gives the same bundle.
 *
 * Observables whose properties identify them have a UUIDv5 over those properties in the namespace that the standard
 * sets aside (STIX 2.1, 2.9). For all other objects it asks for the form of a random UUID; theirs is a digest in it.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "../../base/canonical-json.ts";

const STIX_NAMESPACE = Buffer.from("00abedb4aa42466c9c01fed23315a9b7", "hex");

/** The id of an observable that `identifying` tells from all others of its type. */
export function observableId(type: string, identifying: object): string {
  const digest = createHash("sha1").update(STIX_NAMESPACE).update(canonicalJson(identifying)).digest();
  return `${type}--${uuid(digest, 5)}`;
}

/** The id of an object that is told by `content`. */
export function objectId(type: string, content: unknown): string {
  const digest = createHash("sha256")
    .update(canonicalJson([type, content]))
    .digest();
  return `${type}--${uuid(digest, 4)}`;
}

/** The first 16 bytes as a UUID of a version, in the variant of RFC 9562. */
function uuid(digest: Buffer, version: number): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
