/** Every scenario that can be written. Adding one is one file here and one line below. */
import { clean } from "./clean.ts";
import { reference } from "./reference.ts";
import { referenceOlder } from "./reference-older.ts";
import type { Scenario } from "./scenario.ts";

export const scenarios: readonly Scenario[] = [reference, referenceOlder, clean];
