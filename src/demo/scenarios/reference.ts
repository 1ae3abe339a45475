/** The miner starts about mid-way, late on a working day. */
import { atLocal, workdayAt } from "../period.ts";
import { misusedServer } from "./misused-server.ts";
import type { Scenario } from "./scenario.ts";

export const reference: Scenario = {
  id: "reference",
  title: "A disguised miner starts mid-way on a quiet R&D server",
  plan(fleet, period, random) {
    const own = random.fork("onset");
    return misusedServer(fleet, period, random, ({ calendar }) => {
      const day = workdayAt(calendar, period, own.between(0.46, 0.54));
      return atLocal(calendar.zone, day, own.between(21.6, 22.5));
    });
  },
};
