import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE, type Timestamp } from "../../src/base/time.ts";
import { classSizes, makeFleet } from "../../src/demo/fleet.ts";
import { makePeriod } from "../../src/demo/period.ts";
import type { HostPlan, Label } from "../../src/demo/plan.ts";
import { scenarios } from "../../src/demo/scenarios/index.ts";
import { seededRandom } from "../../src/statistics/random.ts";

const period = makePeriod(180, 300);

function planOf(id: string, hosts = 60, seed = 1): { plans: readonly HostPlan[]; labels: Label[] } {
  const scenario = scenarios.find((candidate) => candidate.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  const random = seededRandom(seed);
  const { plans } = scenario.plan(makeFleet(hosts, random), period, random.fork("scenario"));
  return { plans, labels: plans.flatMap(({ incidents }) => incidents.labels) };
}

const minersOf = (labels: readonly Label[]): Label[] => labels.filter(({ kind }) => kind === "cpu-mining");

/** Hours on the host's clock since the start of the local day. */
function localHour(plan: HostPlan, time: Timestamp): number {
  const clock = time + plan.host.calendar.zone.offsetAt(time);
  return (clock - Math.floor(clock / DAY) * DAY) / HOUR;
}

test("the reference fleet has 24 office endpoints, 12 R&D servers and 8 each of the others", () => {
  expect(classSizes(60).map(({ machine, count }) => [machine.className, count])).toEqual([
    ["office-endpoint", 24],
    ["rnd-server", 12],
    ["file-server", 8],
    ["build-agent", 8],
    ["idle-cloud-instance", 8],
  ]);
});

test("a fleet of any size has as many hosts as asked, four of them R&D servers where there are four", () => {
  for (const hosts of [1, 2, 3, 4, 5, 7, 11, 24, 61, 500]) {
    const sizes = classSizes(hosts);
    expect(sizes.reduce((sum, { count }) => sum + count, 0)).toBe(hosts);
    expect(sizes.every(({ count }) => count >= 0)).toBe(true);
    const research = sizes.find(({ machine }) => machine.className === "rnd-server")?.count ?? 0;
    expect(research).toBeGreaterThanOrEqual(Math.min(4, hosts));
  }
});

test("scenario ids differ", () => {
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
});

test("in the reference case one R&D server mines from about mid-way, late on a working day, to the end", () => {
  for (const seed of [1, 2, 3]) {
    const { plans, labels } = planOf("reference", 60, seed);
    const [miner, ...others] = minersOf(labels);
    expect(others).toEqual([]);
    const plan = plans.find(({ host }) => host.name === miner?.host);
    if (miner === undefined || plan === undefined) throw new Error("nobody mines");
    expect(plan.host.machine.className).toBe("rnd-server");
    expect(miner).toMatchObject({ explained: false, end: period.end });
    const share = (miner.start - period.start) / (period.end - period.start);
    expect(share).toBeGreaterThan(0.42);
    expect(share).toBeLessThan(0.55);
    expect(localHour(plan, miner.start)).toBeGreaterThan(21.5);
    expect(localHour(plan, miner.start)).toBeLessThan(22.6);
    const noon = (miner.start - 10 * HOUR) as Timestamp;
    expect(plan.host.calendar.isBusinessTime(noon)).toBe(true);
  }
});

test("in the older case the miner is there at the first sample, and nothing shows how it came", () => {
  const { plans, labels } = planOf("reference-older");
  const [miner] = minersOf(labels);
  expect(miner).toMatchObject({ start: period.start, end: period.end });
  const plan = plans.find(({ host }) => host.name === miner?.host);
  const { controls, windowsEvents } = plan?.incidents ?? { controls: [], windowsEvents: [] };
  expect(controls).not.toEqual([]);
  for (const { time } of [...controls, ...windowsEvents]) expect(time).toBeLessThan(period.start);
});

test("nobody mines in the clean fleet", () => {
  expect(minersOf(planOf("clean").labels)).toEqual([]);
});

test("what happens to a host does not depend on the miner elsewhere", () => {
  const withMiner = planOf("reference").plans;
  const without = planOf("clean").plans;
  const office = (plans: readonly HostPlan[]) => plans.filter(({ host }) => host.name.startsWith("OFF"));
  expect(office(withMiner).map(({ incidents }) => incidents.labels)).toEqual(
    office(without).map(({ incidents }) => incidents.labels),
  );
});

test("labels lie inside the data, on hosts of the fleet, and every kind of nuisance is there", () => {
  const { plans, labels } = planOf("reference");
  const names = new Set(plans.map(({ host }) => host.name));
  for (const { host, start, end } of labels) {
    expect(names.has(host)).toBe(true);
    expect(start).toBeGreaterThanOrEqual(period.start);
    expect(end).toBeLessThanOrEqual(period.end);
    expect(start).toBeLessThan(end);
  }
  const kinds = new Set(labels.map(({ kind, explained }) => `${kind} ${explained ? "explained" : "unexplained"}`));
  expect([...kinds].sort()).toEqual([
    "backup explained",
    "batch explained",
    "batch unexplained",
    "build explained",
    "cpu-mining unexplained",
    "month-end explained",
    "patching explained",
    "roll-out unexplained",
    "unknown unexplained",
  ]);
});

test("a roll-out reaches every host within one day", () => {
  const starts = planOf("reference")
    .labels.filter(({ kind }) => kind === "roll-out")
    .map(({ start }) => start);
  expect(starts).toHaveLength(60);
  expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(DAY);
});

test("backups and patch nights keep to the windows of their records by the host's clock, summer and winter", () => {
  const { plans } = planOf("reference");
  for (const plan of plans) {
    const claims = plan.incidents.claims;
    for (const label of plan.incidents.labels) {
      const claim = claims.find(({ id }) =>
        label.kind === "backup" ? id.startsWith("TASK-BACKUP") : label.kind === "patching" && id.startsWith("MW-PATCH"),
      );
      if (claim === undefined) continue;
      const opens = localHour(plan, claim.start);
      const length = (claim.end - claim.start) / HOUR;
      const begins = (localHour(plan, label.start) - opens + 24) % 24;
      expect(begins).toBeLessThan(length);
      expect(begins + (label.end - label.start) / HOUR).toBeLessThan(length + 0.1);
    }
  }
});

test("an explained load has a record that was made before it; no record covers the miner", () => {
  const { plans, labels } = planOf("reference");
  const records = plans.flatMap(({ incidents }) => [
    ...incidents.claims.map(({ host, created }) => ({ host: host.name, made: created })),
    ...incidents.tickets.map(({ host, opened }) => ({ host: host.name, made: opened })),
  ]);
  for (const label of labels.filter(({ explained }) => explained)) {
    expect(records.some(({ host, made }) => host === label.host && made < label.start)).toBe(true);
  }
  const [miner] = minersOf(labels);
  const tickets = plans.find(({ host }) => host.name === miner?.host)?.incidents.tickets ?? [];
  expect(tickets.map(({ state }) => state).sort()).toEqual(["Canceled", "Closed"]);
  const closed = tickets.find(({ state }) => state === "Closed");
  expect(closed?.end).toBeLessThan(miner?.start ?? 0);
});

test("no process outlives a restart of its host", () => {
  for (const { restarts, residents, incidents } of planOf("reference").plans) {
    for (const run of [...residents, ...incidents.runs]) {
      expect(restarts.filter((restart) => restart > run.start && restart < run.end)).toEqual([]);
    }
  }
});

test("the miner comes from a stick, after protection and power saving are switched off by the host's owner", () => {
  const { plans, labels } = planOf("reference");
  const [miner] = minersOf(labels);
  const plan = plans.find(({ host }) => host.name === miner?.host);
  if (plan === undefined || miner === undefined) throw new Error("nobody mines");
  const { controls, windowsEvents, runs, flows } = plan.incidents;
  expect(controls.map(({ action, user }) => [action, user])).toEqual([
    ["logon", plan.host.account],
    ["device-attached", plan.host.account],
    ["power-saving-off", plan.host.account],
  ]);
  expect(windowsEvents.map(({ eventId }) => eventId)).toEqual([5001, 7036]);
  for (const { time } of [...controls, ...windowsEvents]) {
    expect(miner.start - time).toBeGreaterThan(0);
    expect(miner.start - time).toBeLessThan(15 * MINUTE);
  }
  const first = runs.find(({ program }) => program.executable === "E:\\drv\\svchost.exe");
  expect(first).toMatchObject({ start: miner.start, user: plan.host.account, parent: { name: "cmd.exe" } });
  expect(first?.program.originalFileName).not.toBe("svchost.exe");
  const pool = flows.filter(({ destinationIp }) => destinationIp.startsWith("203.0.113."));
  const connected = pool.reduce((sum, { seconds }) => sum + seconds, 0);
  expect(pool.every(({ destinationPort }) => destinationPort === 14_433)).toBe(true);
  expect(connected / ((period.end - miner.start) / 1e6)).toBeGreaterThan(0.95);
});
