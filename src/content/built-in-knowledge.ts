/** The knowledge that ships with the product. */
import type { Knowledge } from "../model/knowledge.ts";
import { assembleContent } from "./assemble-content.ts";

let loaded: Knowledge | undefined;

/** Read once; throws (a bug) where a file does not fit its schema. */
export function builtInKnowledge(): Knowledge {
  loaded ??= assembleContent([]).knowledge;
  return loaded;
}
