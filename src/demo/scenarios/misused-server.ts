/** The reference case: one quiet R&D server is misused by its owner, among peers that live their ordinary lives. */
import { DAY, overlap, timestamp, type Timestamp } from "../../base/time.ts";
import type { Subject } from "../../model/fleet.ts";
import type { Random } from "../../statistics/random.ts";
import type { DemoHost, Fleet } from "../fleet.ts";
import { miner } from "../incidents/miner.ts";
import { strayTickets } from "../incidents/stray-tickets.ts";
import type { Period } from "../period.ts";
import { addIncident } from "../plan.ts";
import { hostsOfClass, ordinaryLife } from "./ordinary-life.ts";
import type { Story } from "./scenario.ts";

/** The seventh R&D server where there is one, as in the documentation's examples. */
const PREFERRED = 6;

/** A host above this multiple of its class's level is not quiet. */
const QUIET_LEVEL = 1.6;

export function misusedServer(
  fleet: Fleet,
  period: Period,
  random: Random,
  startOf: (host: DemoHost) => Timestamp,
): Story {
  const misused = quietServer(fleet);
  const start = startOf(misused);
  const onset = { start: timestamp(start - 2 * DAY), end: timestamp(start + 3 * DAY) };
  const plans = ordinaryLife(fleet, period, random, new Set([misused])).map((plan) => {
    if (plan.host !== misused) return plan;
    // The recorder was running when it began, or there would be no onset to look at.
    const observed = { ...plan, gaps: plan.gaps.filter((gap) => overlap(gap, onset) === 0) };
    addIncident(observed, period, strayTickets(observed, period, random.fork("stray-tickets")));
    addIncident(observed, period, miner(observed, period, random.fork("miner"), start));
    return observed;
  });
  return { plans, subjects: fleet.subjects.map((subject) => withPriorViolation(subject, misused)) };
}

function quietServer(fleet: Fleet): DemoHost {
  const servers = hostsOfClass(fleet, "rnd-server");
  const preferred = Math.min(PREFERRED, servers.length - 1);
  const candidates = [...servers.slice(preferred), ...servers.slice(0, preferred)];
  const found = candidates.find((host) => host.level < QUIET_LEVEL) ?? candidates[0];
  if (found === undefined) throw new Error("A fleet has at least one R&D server.");
  return found;
}

function withPriorViolation(subject: Subject, misused: DemoHost): Subject {
  if (subject.id !== misused.owner) return subject;
  return {
    ...subject,
    priorViolations: [{ date: "2025-11-02", what: "Connected a private USB drive to a laboratory computer" }],
  };
}
