/** The content that ships with the product, each file checked against its schema. */
import type { ContentSet } from "./schema.ts";
import algorithms from "./knowledge/algorithms.json" with { type: "json" };
import allowed from "./knowledge/allowed.json" with { type: "json" };
import browserMiners from "./knowledge/browser-miners.json" with { type: "json" };
import controls from "./knowledge/controls.json" with { type: "json" };
import folders from "./knowledge/folders.json" with { type: "json" };
import miners from "./knowledge/miners.json" with { type: "json" };
import miningTraffic from "./knowledge/mining-traffic.json" with { type: "json" };
import pools from "./knowledge/pools.json" with { type: "json" };
import powerCommands from "./knowledge/power-commands.json" with { type: "json" };
import protections from "./knowledge/protections.json" with { type: "json" };
import softwareRoles from "./knowledge/software-roles.json" with { type: "json" };
import systemBinaries from "./knowledge/system-binaries.json" with { type: "json" };
import techniques from "./knowledge/techniques.json" with { type: "json" };
import { contentSet } from "./schema.ts";

/** Throws (a bug) where a file does not fit its schema. */
export function builtInFiles(): ContentSet {
  return contentSet({
    algorithms,
    allowed,
    "browser-miners": browserMiners,
    controls,
    folders,
    miners,
    "mining-traffic": miningTraffic,
    pools,
    "power-commands": powerCommands,
    protections,
    "software-roles": softwareRoles,
    "system-binaries": systemBinaries,
    techniques,
  });
}
