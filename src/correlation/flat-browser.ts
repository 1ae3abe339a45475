/** A browser whose load never varies: people make bursts, a script that mines makes a line. */
import { shareAtMost, type ProgramShare } from "./attribution.ts";
import type { Ground } from "./suspicion.ts";

/** Standard deviation over mean below which a load is flat; a throttled miner of two levels stays below 0.3. */
const FLAT = 0.3;
const PRESENT = 0.8;
const CARRIES = 0.2;

export function flatBrowser(role: string | undefined, share: ProgramShare | undefined): Ground[] {
  if (role !== "browser" || share === undefined) return [];
  const { presence, variation } = share;
  if (presence < PRESENT || variation > FLAT || (shareAtMost(share.share) ?? 0) < CARRIES) return [];
  const times = `${Math.round(presence * 100)} % of the samples`;
  return [
    { kind: "flat-browser", text: `is a browser with a flat load in ${times}, as a page that mines has`, weight: 0.4 },
  ];
}
