/** The fleet as the side bar shows it: classes with their hosts, the ones to look at first on top. */
import type { FleetWeeks } from "../../../src/api/engine-contract.ts";
import type { HostSummary, SystemClass } from "../../../src/model/fleet.ts";

export interface FleetHost {
  readonly kind: "host";
  readonly id: string;
  readonly host: HostSummary;
  readonly priority: number;
  readonly alarms: number;
}

export interface FleetClass {
  readonly kind: "class";
  readonly id: string;
  readonly title: string;
  readonly alarms: number;
  readonly children: readonly FleetHost[];
}

const NO_CLASS = "No class yet";

export function fleetTree(
  hosts: readonly HostSummary[],
  classes: readonly SystemClass[],
  weeks: FleetWeeks | undefined,
): readonly FleetClass[] {
  const standing = new Map(weeks?.hosts.map((one) => [one.host, one]));
  const byClass = new Map<string, FleetHost[]>();
  for (const host of hosts) {
    const { priority = 0, alarms = 0 } = standing.get(host.name) ?? {};
    const name = host.className ?? "";
    byClass.set(name, [
      ...(byClass.get(name) ?? []),
      { kind: "host", id: `host:${host.name}`, host, priority, alarms },
    ]);
  }
  return [...byClass]
    .map(([name, members]): FleetClass => {
      const title = name === "" ? NO_CLASS : (classes.find((one) => one.name === name)?.title ?? name);
      const children = members.sort((a, b) => b.priority - a.priority || compare(a.host.name, b.host.name));
      const alarms = children.reduce((sum, one) => sum + one.alarms, 0);
      return { kind: "class", id: `class:${name}`, title, alarms, children };
    })
    .sort((a, b) => (b.children[0]?.priority ?? 0) - (a.children[0]?.priority ?? 0) || compare(a.title, b.title));
}

/** One to three dots for what stands out: by the host's highest priority against the fleet's highest. */
export function dotsOf(priority: number, highest: number, alarms: number): number {
  if (alarms === 0 || priority <= 0 || highest <= 0) return 0;
  return Math.min(3, 1 + Math.floor((priority / highest) * 2.999));
}

/** Names in the order of their numbers: RND-2 before RND-10. The same on every machine. */
function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
