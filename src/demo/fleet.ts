/** The demo's fleet: how many hosts of each class, where they stand, who owns them, how each differs from its peers. */
import type { Subject } from "../model/fleet.ts";
import type { Calendar } from "../model/calendar.ts";
import { calendarOf } from "../model/calendar.ts";
import type { Random } from "../statistics/random.ts";
import { machines } from "./machines/index.ts";
import type { Machine } from "./machines/machine.ts";
import { accountOf, DNS_SUFFIX, makePerson } from "./people.ts";
import { HOLIDAYS, siteNamed, type Site } from "./sites.ts";

export interface DemoHost {
  readonly name: string;
  readonly machine: Machine;
  readonly site: Site;
  readonly calendar: Calendar;
  readonly ip: string;
  /** Subject id. */
  readonly owner: string;
  /** The owner's account as the host writes it. */
  readonly account: string;
  readonly logicalCpus: number;
  readonly memoryGiB: number;
  /** Factor on the class's levels. */
  readonly level: number;
  /** Linear drift of the level over the whole period, as the logarithm of the factor at its end. */
  readonly drift: number;
  /** Hours by which the owner's day is shifted. */
  readonly shiftHours: number;
}

export interface Fleet {
  readonly hosts: readonly DemoHost[];
  readonly subjects: readonly Subject[];
}

/** The fewest R&D servers, where there are that many hosts at all: one that is misused and three peers. */
const LEAST_RESEARCH = 4;

/** Share of hosts that carry several times their class's usual load, for reasons nobody remembers. */
const ODDBALLS = 0.1;

export function makeFleet(hostCount: number, random: Random): Fleet {
  const hosts: DemoHost[] = [];
  const subjects = new Map<string, Subject>();
  const operator = makePerson(1, "IT operations", random);
  subjects.set(operator.id, operator.subject);

  for (const [classIndex, { machine, count }] of classSizes(hostCount).entries()) {
    for (let index = 0; index < count; index += 1) {
      const personal = machine.className === "office-endpoint" || machine.className === "rnd-server";
      const owner = personal
        ? makePerson(100 * (classIndex + 1) + index + 1, departmentOf(machine, index), random)
        : operator;
      subjects.set(owner.id, owner.subject);
      hosts.push(makeHost(machine, classIndex, index, owner.id, random));
    }
  }
  return { hosts, subjects: [...subjects.values()] };
}

/** Shares of the reference fleet by largest remainder, with enough R&D servers to compare one with another. */
export function classSizes(hostCount: number): { machine: Machine; count: number }[] {
  const total = machines.reduce((sum, machine) => sum + machine.share, 0);
  const least = Math.min(LEAST_RESEARCH, hostCount);
  const exact = machines.map((machine) => (hostCount * machine.share) / total);
  const counts = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  let left = hostCount - counts.reduce((sum, count) => sum + count, 0);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    counts[index] = (counts[index] ?? 0) + 1;
    left -= 1;
  }
  const research = machines.findIndex((machine) => machine.className === "rnd-server");
  while ((counts[research] ?? 0) < least) {
    const largest = counts.reduce((best, count, index) => {
      if (index === research) return best;
      return best < 0 || count > (counts[best] ?? 0) ? index : best;
    }, -1);
    counts[largest] = (counts[largest] ?? 0) - 1;
    counts[research] = (counts[research] ?? 0) + 1;
  }
  return machines.map((machine, index) => ({ machine, count: counts[index] ?? 0 }));
}

function departmentOf(machine: Machine, index: number): string {
  if (machine.className !== "office-endpoint") return machine.department;
  const departments = ["Sales", "Finance", "Human resources", "Purchasing"];
  return departments[index % departments.length] ?? machine.department;
}

function makeHost(machine: Machine, classIndex: number, index: number, owner: string, random: Random): DemoHost {
  const name = `${machine.prefix}-${String(index + 1).padStart(2, "0")}`;
  const own = random.fork(`host/${name}`);
  const site = siteNamed(machine.sites[index % machine.sites.length] ?? "berlin");
  const systemClass = {
    name: machine.className,
    title: machine.title,
    expectation: machine.expectation,
    businessHours: machine.businessHours,
    holidays: HOLIDAYS,
  };
  const logicalCpus = own.pick(machine.logicalCpus);
  const memoryGiB = own.pick(machine.memoryGiB);
  return {
    name,
    machine,
    site,
    calendar: calendarOf({ timeZone: site.timeZone }, systemClass),
    ip: `${site.network}.${classIndex + 1 + 10 * Math.floor(index / 200)}.${11 + (index % 200)}`,
    owner,
    account: machine.os === "linux" ? owner : accountOf(owner),
    logicalCpus,
    memoryGiB,
    level: Math.exp(machine.load.diversity * own.normal()) * (own.chance(ODDBALLS) ? own.between(2.5, 4.5) : 1),
    drift: own.chance(0.15) ? own.between(-0.5, 0.6) : 0.08 * own.normal(),
    shiftHours: machine.className === "office-endpoint" ? 0.7 * own.normal() : 0.25 * own.normal(),
  };
}

export function fullName(host: DemoHost): string {
  return `${host.name}.${DNS_SUFFIX}`;
}
