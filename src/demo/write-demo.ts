/**
 * Writes a demo: a bundle in the formats that real tools export, and beside it the labels of what was planted.
 *
 * Nothing depends on the clock, the locale or the machine: the same options give the same bytes. Hosts are simulated
 * and written one after the other. A demo that is cancelled or fails leaves nothing behind.
 */
import { mkdir, readFile, rename, rm, stat, writeFile as writeWholeFile } from "node:fs/promises";
import path from "node:path";
import { cancelled, UserError } from "../base/errors.ts";
import { toIso } from "../base/time.ts";
import { UTC, zoneOf } from "../base/zone.ts";
import { seededRandom } from "../statistics/random.ts";
import { makeFleet } from "./fleet.ts";
import { manifest, type ManifestSource } from "./formats/manifest.ts";
import { serviceNowCsv } from "./formats/servicenow-writer.ts";
import { claimsTable } from "./formats/tidy-writer.ts";
import { makePeriod } from "./period.ts";
import type { HostPlan, Label } from "./plan.ts";
import { scenarios } from "./scenarios/index.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { sites } from "./sites.ts";
import { writeFile, writeHost, type Recorder } from "./write-host.ts";
import { writeSite } from "./write-site.ts";

export interface DemoOptions {
  readonly directory: string;
  /** A scenario's id; `reference` unless told. */
  readonly scenario?: string;
  readonly hosts?: number;
  readonly days?: number;
  readonly stepSeconds?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: { readonly share: number; readonly doing: string }) => void;
}

export interface Demo {
  /** Path of the bundle's folder. */
  readonly bundle: string;
  readonly labels: readonly LabelRow[];
}

/** A label as labels.json has it: times as ISO 8601 in UTC. */
export interface LabelRow extends Omit<Label, "start" | "end"> {
  readonly start: string;
  readonly end: string;
}

export const REFERENCE_CASE = { scenario: "reference", hosts: 60, days: 180, stepSeconds: 300, seed: 1 } as const;

const LIMITS = { hosts: [1, 2_000], days: [2, 730], stepSeconds: [10, 3_600] } as const;

/** Linux hosts whose metrics come as sysstat's JSON, at most; the others have a table. */
const MOST_SYSSTAT_HOSTS = 4;
const SYSSTAT_SHARE = 0.25;

/** Zone of whoever exported the tickets. */
const TICKET_ZONE = "Europe/Berlin";

/** Share of the work that the hosts are; the sites are the rest. */
const HOST_WORK = 0.8;

/** Writes `directory/bundle` and `directory/labels.json`; replaces what an earlier demo wrote there, and nothing else. */
export async function writeDemo(options: DemoOptions): Promise<Demo> {
  const scenario = scenarioNamed(options.scenario ?? REFERENCE_CASE.scenario);
  const hostCount = within("hosts", options.hosts ?? REFERENCE_CASE.hosts);
  const period = makePeriod(
    within("days", options.days ?? REFERENCE_CASE.days),
    within("stepSeconds", options.stepSeconds ?? REFERENCE_CASE.stepSeconds),
  );
  const random = seededRandom(options.seed ?? REFERENCE_CASE.seed).fork("tidewater");
  const { signal, onProgress } = options;
  const check = (): void => {
    if (signal?.aborted === true) throw cancelled("Writing the demo");
  };

  const bundle = path.join(options.directory, "bundle");
  const partial = path.join(options.directory, "bundle.partial");
  await refuseForeignBundle(options.directory, bundle);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  try {
    const fleet = makeFleet(hostCount, random);
    const { plans, subjects } = scenario.plan(fleet, period, random.fork("scenario"));
    const recorders = recordersOf(plans);
    const sources: ManifestSource[] = [];
    for (const [index, plan] of plans.entries()) {
      check();
      const { name } = plan.host;
      onProgress?.({ share: (HOST_WORK * index) / plans.length, doing: `Writing ${name}` });
      const recorder = recorders.get(plan) ?? "perfmon";
      sources.push(...(await writeHost(partial, plan, recorder, period, random.fork(`recording/${name}`))));
    }

    const present = sites.filter((site) => plans.some(({ host }) => host.site === site));
    for (const [index, site] of present.entries()) {
      const here = plans.filter(({ host }) => host.site === site);
      const written = await writeSite(partial, site, here, period, random.fork(`site/${site.name}`), (share) => {
        check();
        const part = (index + share) / present.length;
        onProgress?.({ share: HOST_WORK + (1 - HOST_WORK) * part, doing: `Writing events of ${site.name}` });
      });
      sources.push(...written);
    }
    sources.push(...(await writeRecords(partial, plans)));
    check();

    const labels = plans.flatMap(({ incidents }) => labelRows(incidents.labels));
    await writeWholeFile(
      path.join(partial, "bundle.json"),
      manifest(`${NAME_PREFIX}${scenario.title}`, fleet.hosts, subjects, sources),
    );
    await rm(bundle, { recursive: true, force: true });
    await rename(partial, bundle);
    await writeWholeFile(
      path.join(options.directory, LABELS_FILE),
      `${JSON.stringify({ bundle: path.basename(bundle), labels }, undefined, 1)}\n`,
    );
    onProgress?.({ share: 1, doing: "Done" });
    return { bundle, labels };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

const NAME_PREFIX = "Demo: ";
const LABELS_FILE = "labels.json";

function labelRows(labels: readonly Label[]): LabelRow[] {
  return [...labels]
    .sort((a, b) => a.start - b.start)
    .map((label) => ({ ...label, start: toIso(label.start), end: toIso(label.end) }));
}

/** Claims a site, in the site's zone; tickets in one export for the company. */
async function writeRecords(folder: string, plans: readonly HostPlan[]): Promise<ManifestSource[]> {
  const sources: ManifestSource[] = [];
  for (const site of sites) {
    const claims = plans.filter(({ host }) => host.site === site).flatMap(({ incidents }) => incidents.claims);
    if (claims.length === 0) continue;
    const file = `justifications/${site.name}.csv`;
    const table = claimsTable(claims, zoneOf(site.timeZone) ?? UTC);
    const sha256 = await writeFile(folder, file, async (writer) => writer.text(table));
    sources.push({ path: file, timeZone: site.timeZone, sha256 });
  }
  const tickets = plans.flatMap(({ incidents }) => incidents.tickets).sort((a, b) => (a.number < b.number ? -1 : 1));
  if (tickets.length > 0) {
    const file = "tickets/change_request.csv";
    const table = serviceNowCsv(tickets, zoneOf(TICKET_ZONE) ?? UTC);
    const sha256 = await writeFile(folder, file, async (writer) => writer.text(table));
    sources.push({ path: file, timeZone: TICKET_ZONE, sha256 });
  }
  return sources;
}

function recordersOf(plans: readonly HostPlan[]): Map<HostPlan, Recorder> {
  const linux = plans.filter(({ host }) => host.machine.os === "linux");
  const withSysstat = Math.min(MOST_SYSSTAT_HOSTS, Math.ceil(SYSSTAT_SHARE * linux.length));
  return new Map(linux.map((plan, index) => [plan, index < withSysstat ? "sysstat" : "table"]));
}

function scenarioNamed(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  throw new UserError("wrong-usage", `There is no demo scenario "${id}".`, {
    next: `Choose one of: ${scenarios.map((scenario) => scenario.id).join(", ")}.`,
  });
}

function within(option: keyof typeof LIMITS, value: number): number {
  const [low, high] = LIMITS[option];
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new UserError("wrong-usage", `A demo cannot be made with ${option} ${value}.`, {
    next: `Give a whole number from ${low} to ${high}.`,
  });
}

/** A folder named `bundle` that no demo wrote may be somebody's evidence. */
async function refuseForeignBundle(directory: string, bundle: string): Promise<void> {
  if ((await stat(bundle).catch(() => undefined)) === undefined) return;
  const text = await readFile(path.join(bundle, "bundle.json"), "utf8").catch(() => "");
  const labels = await stat(path.join(directory, LABELS_FILE)).catch(() => undefined);
  if (text.includes(`"name": "${NAME_PREFIX}`) && labels !== undefined) return;
  throw new UserError("bad-input", "The folder already holds a bundle that no demo wrote, and it is left alone.", {
    where: bundle,
    next: "Choose another folder.",
  });
}
