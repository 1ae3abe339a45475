/** The hash of an exhibit: over its kind, the query that made it, and the frozen rows. */
import { createHash } from "node:crypto";
import type { Exhibit } from "../model/case.ts";

/** SHA-256 in hex. Kind and query are single lines (canonical JSON has no raw line ends), so the join is unambiguous. */
export function exhibitDigest(exhibit: Pick<Exhibit, "kind" | "query" | "content">): string {
  return createHash("sha256").update(`${exhibit.kind}\n${exhibit.query}\n${exhibit.content}`).digest("hex");
}
