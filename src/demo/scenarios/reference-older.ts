/** The same miner, weeks older than the first sample: nothing in the host's own history gives it away. */
import { DAY, timestamp } from "../../base/time.ts";
import { misusedServer } from "./misused-server.ts";
import type { Scenario } from "./scenario.ts";

export const referenceOlder: Scenario = {
  id: "reference-older",
  title: "The miner was there before the first sample",
  plan: (fleet, period, random) => misusedServer(fleet, period, random, () => timestamp(period.start - 41.1 * DAY)),
};
