/** Tickets that name a host and explain nothing: one long over, one that was cancelled. */
import { DAY, HOUR, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { atLocal, workdayAt, type Period } from "../period.ts";
import type { HostPlan, Incident, Ticket } from "../plan.ts";

export function strayTickets(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const over = atLocal(zone, workdayAt(host.calendar, period, random.between(0.2, 0.3)), 9);
  const cancelled = atLocal(zone, workdayAt(host.calendar, period, random.between(0.6, 0.8)), 8);
  const ticket = { host, type: "Normal", requestedBy: host.owner, expectedProcess: "", expectedLoad: "" } as const;
  const tickets: Ticket[] = [
    {
      ...ticket,
      number: "CHG0030544",
      title: `Burn-in of new memory in ${host.name}`,
      description: "Memory is replaced; a load test of all CPUs runs for one working day.",
      state: "Closed",
      approval: "Approved",
      opened: timestamp(over - 6 * DAY),
      start: over,
      end: timestamp(over + 9 * HOUR),
    },
    {
      ...ticket,
      number: "CHG0031390",
      title: `Simulation campaign on ${host.name}`,
      description: "Withdrawn: the campaign moves to the cluster.",
      state: "Canceled",
      approval: "Rejected",
      opened: timestamp(cancelled - 12 * DAY),
      start: cancelled,
      end: timestamp(cancelled + 30 * DAY),
    },
  ];
  return { tickets };
}
