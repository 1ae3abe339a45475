/** The places of the demo's company, each with its zone, address range and the name Windows gives its zone. */
export type SiteName = "berlin" | "new-york" | "bengaluru" | "cloud";

export interface Site {
  readonly name: SiteName;
  readonly timeZone: string;
  /** What a performance log's header says at the start of the period: the bias is not changed within a file. */
  readonly windowsZone: string;
  readonly biasMinutes: number;
  /** First two octets of the site's addresses. */
  readonly network: string;
}

export const sites: readonly Site[] = [
  {
    name: "berlin",
    timeZone: "Europe/Berlin",
    windowsZone: "W. Europe Standard Time",
    biasMinutes: -60,
    network: "10.10",
  },
  {
    name: "new-york",
    timeZone: "America/New_York",
    windowsZone: "Eastern Standard Time",
    biasMinutes: 300,
    network: "10.20",
  },
  {
    name: "bengaluru",
    timeZone: "Asia/Kolkata",
    windowsZone: "India Standard Time",
    biasMinutes: -330,
    network: "10.30",
  },
  {
    name: "cloud",
    timeZone: "UTC",
    windowsZone: "Coordinated Universal Time",
    biasMinutes: 0,
    network: "10.40",
  },
];

export function siteNamed(name: SiteName): Site {
  const site = sites.find((candidate) => candidate.name === name);
  if (site === undefined) throw new Error(`There is no site "${name}".`);
  return site;
}

/** Days on which the whole company rests, local dates: public holidays of 2026 and 2027 that its sites observe. */
export const HOLIDAYS: readonly string[] = [
  "2026-01-26",
  "2026-04-03",
  "2026-04-06",
  "2026-05-01",
  "2026-05-25",
  "2026-12-24",
  "2026-12-25",
  "2026-12-31",
  "2027-01-01",
  "2027-01-26",
  "2027-03-26",
  "2027-03-29",
  "2027-05-17",
  "2027-12-24",
  "2027-12-31",
];
