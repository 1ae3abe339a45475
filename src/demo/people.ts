/** The people of the demo's company. All names are made up of common first and last names. */
import type { Subject } from "../model/fleet.ts";
import type { Random } from "../statistics/random.ts";

export const DOMAIN = "TIDEWATER";
export const DNS_SUFFIX = "tidewater.example";

const FIRST =
  "Anna Ben Clara David Emma Farid Grace Henrik Ines Jonas Kavya Liam Mira Noah Olga Priya Rahul Sofia Tom Yara";
const LAST =
  "Albers Bauer Costa Das Evans Fischer Gupta Hansen Iyer Jansen Keller Lopez Meyer Nair Olsen Peters Rao Silva";

export interface Person {
  readonly id: string;
  readonly subject: Subject;
}

/** The `index`-th person of the company; the same index gives the same id, the random stream gives the name. */
export function makePerson(index: number, department: string, random: Random): Person {
  const id = `u${1000 + index}`;
  const own = random.fork(id);
  const name = `${own.pick(FIRST.split(" "))} ${own.pick(LAST.split(" "))}`;
  return { id, subject: { id, name, department, priorViolations: [] } };
}

/** The account as Windows writes it. */
export function accountOf(personId: string): string {
  return `${DOMAIN}\\${personId}`;
}
