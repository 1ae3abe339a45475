/** The bundle's manifest: what an investigator would be told about classes, hosts, people and files. */
import type { Subject } from "../../model/fleet.ts";
import { fullName, type DemoHost } from "../fleet.ts";
import { machines } from "../machines/index.ts";
import { HOLIDAYS } from "../sites.ts";

export interface ManifestSource {
  readonly path: string;
  /** The importer that reads it, where content alone may leave doubt. */
  readonly format?: string;
  readonly host?: string;
  readonly timeZone?: string;
  readonly sha256?: string;
}

export function manifest(
  name: string,
  hosts: readonly DemoHost[],
  subjects: readonly Subject[],
  sources: readonly ManifestSource[],
): string {
  const present = machines.filter((machine) => hosts.some((host) => host.machine === machine));
  const document = {
    plimsollBundle: 1,
    name,
    timeZone: "Europe/Berlin",
    classes: present.map(({ className, title, expectation, businessHours }) => ({
      name: className,
      title,
      expectation,
      businessHours,
      holidays: HOLIDAYS,
    })),
    hosts: hosts.map((host) => ({
      name: host.name,
      class: host.machine.className,
      timeZone: host.site.timeZone,
      aliases: [host.ip, fullName(host)],
      owner: host.owner,
      logicalCpus: host.logicalCpus,
    })),
    subjects: subjects.map(({ id, name: person, department, priorViolations }) => ({
      id,
      name: person,
      department,
      ...(priorViolations.length === 0 ? {} : { priorViolations }),
    })),
    sources,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
