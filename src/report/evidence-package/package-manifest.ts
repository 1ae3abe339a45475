/** `manifest.json` of an evidence package: every file with its hash, and the state of the custody log it was made of. */
import { z } from "zod";
import { timestamp } from "../../base/time.ts";

/** Where a package keeps what `verify` reads. */
export const MANIFEST = "manifest.json";
export const CASE = "case.json";
export const SOURCES = "sources.json";
export const CUSTODY = "custody.json";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const packageManifest = z.object({
  plimsollEvidencePackage: z.literal(1),
  case: z.object({ id: z.string(), title: z.string() }),
  /** Name and version of the program that wrote the package, and when, as ISO 8601. */
  writtenBy: z.string(),
  writtenAt: z.string(),
  custody: z.object({ entries: z.number().int().nonnegative(), lastHash: z.string() }),
  /** All files but the manifest. Sizes in bytes. */
  files: z.array(z.object({ path: z.string(), size: z.number().int().nonnegative(), sha256: digest })),
});

export type PackageManifest = z.infer<typeof packageManifest>;

export const sourceList = z.array(z.object({ id: z.number(), path: z.string(), sha256: digest }));

export const custodyList = z.array(
  z.object({
    sequence: z.number(),
    at: z.number().transform(timestamp),
    action: z.string(),
    detail: z.string(),
    previous: z.string(),
    hash: z.string(),
  }),
);

const exhibit = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(["episode", "processes", "connections", "controls", "series", "claims"]),
  query: z.string(),
  content: z.string(),
  sha256: digest,
});

export const packagedCase = z.object({ id: z.string(), exhibits: z.array(exhibit) });
