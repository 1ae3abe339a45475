/**
 * `bundle.json`: what whoever made a bundle says about its hosts, classes, people and files. Everything in it is
 * optional and nothing in it is fatal: what is unknown or unreadable is named and left out, the rest counts.
 */
import { z } from "zod";
import { parseIso } from "../base/time.ts";
import { zoneOf } from "../base/zone.ts";
import { DEFAULT_BUSINESS_HOURS, type Host, type Subject, type SystemClass } from "../model/fleet.ts";
import { firstFault } from "./first-fault.ts";

export interface ManifestSource {
  /** Beside the manifest, with forward slashes. */
  readonly path: string;
  readonly format: string | undefined;
  readonly host: string | undefined;
  readonly timeZone: string | undefined;
  readonly sha256: string | undefined;
}

export interface Manifest {
  readonly timeZone: string | undefined;
  readonly classes: readonly SystemClass[];
  readonly hosts: readonly (Partial<Host> & { readonly name: string })[];
  readonly subjects: readonly Subject[];
  readonly sources: readonly ManifestSource[];
  /** Entries that could not be understood. */
  readonly rejects: readonly { readonly reason: string; readonly raw: string }[];
  /** What was ignored, one sentence each. */
  readonly notes: readonly string[];
}

const text = z.string().trim().min(1);
const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, "must be HH:MM");
const date = z.string().refine((value) => value.length === 10 && parseIso(value) !== undefined, "must be YYYY-MM-DD");

const classEntry = z.strictObject({
  name: text,
  title: text.optional(),
  expectation: z.enum(["quiet", "steady", "bursty"]).optional(),
  businessHours: z.strictObject({ days: z.array(z.int().min(1).max(7)), from: clock, to: clock }).optional(),
  holidays: z.array(date).optional(),
});
const hostEntry = z.strictObject({
  name: text,
  class: text.optional(),
  timeZone: text.optional(),
  aliases: z.array(text).optional(),
  owner: text.optional(),
  logicalCpus: z.int().positive().max(100_000).optional(),
});
const subjectEntry = z.strictObject({
  id: text,
  name: text.optional(),
  department: text.optional(),
  priorViolations: z.array(z.object({ date, what: text })).optional(),
});
const sourceEntry = z.strictObject({
  path: text,
  format: text.optional(),
  host: text.optional(),
  timeZone: text.optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, "must be 64 hexadecimal digits")
    .optional(),
});

const KEYS = ["plimsollBundle", "name", "timeZone", "classes", "hosts", "subjects", "sources"];
const VERSION = 1;

/** The manifest in a text, or the sentence that says why it is none. */
export function parseManifest(content: string): Manifest | string {
  let root: unknown;
  try {
    root = JSON.parse(content);
  } catch (error) {
    return `The manifest is no valid JSON (${error instanceof Error ? error.message : "unreadable"}).`;
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(root);
  if (!parsed.success || Array.isArray(root)) return "The manifest is no JSON object.";
  return readManifest(parsed.data);
}

function readManifest(root: Readonly<Record<string, unknown>>): Manifest {
  const notes: string[] = [];
  const rejects: { reason: string; raw: string }[] = [];

  for (const key of Object.keys(root)) {
    if (!KEYS.includes(key)) notes.push(`The manifest's key "${key.slice(0, 80)}" is unknown: it was ignored.`);
  }
  const version = root["plimsollBundle"];
  if (version !== undefined && version !== VERSION) {
    notes.push(`The manifest says version ${JSON.stringify(version)}: it was read as version ${VERSION}.`);
  }

  /** Entries of one section; unknown keys are taken off and noted, other faults reject the entry. */
  const section = <T>(key: string, entry: z.ZodType<T>): T[] => {
    const list = root[key];
    if (list === undefined) return [];
    if (!Array.isArray(list)) {
      notes.push(`The manifest's "${key}" is no list: it was ignored.`);
      return [];
    }
    return list.flatMap((value: unknown, index) => {
      const place = `${key}[${index}]`;
      const known = withoutUnknownKeys(value, entry, key, notes);
      const result = entry.safeParse(known);
      if (result.success) return [result.data];
      rejects.push({ reason: `${place}: ${firstFault(result.error)}`, raw: JSON.stringify(value) });
      return [];
    });
  };

  const zone = (value: unknown, place: string): string | undefined => {
    if (value === undefined) return undefined;
    if (typeof value === "string" && zoneOf(value) !== undefined) return value;
    notes.push(`The manifest's time zone ${JSON.stringify(value)} of ${place} does not exist: it was ignored.`);
    return undefined;
  };

  return {
    timeZone: zone(root["timeZone"], "the bundle"),
    classes: section("classes", classEntry).map((entry) => ({
      name: entry.name,
      title: entry.title ?? entry.name,
      expectation: entry.expectation,
      businessHours: entry.businessHours ?? DEFAULT_BUSINESS_HOURS,
      holidays: entry.holidays ?? [],
    })),
    hosts: section("hosts", hostEntry).map((entry) => ({
      name: entry.name,
      className: entry.class,
      timeZone: zone(entry.timeZone, entry.name),
      ...(entry.aliases === undefined ? {} : { aliases: entry.aliases }),
      owner: entry.owner,
      logicalCpus: entry.logicalCpus,
    })),
    subjects: section("subjects", subjectEntry).map((entry) => ({
      id: entry.id,
      name: entry.name,
      department: entry.department,
      priorViolations: entry.priorViolations ?? [],
    })),
    sources: section("sources", sourceEntry).map((entry) => ({
      path: entry.path.replaceAll("\\", "/").replace(/^\.\//, ""),
      format: entry.format,
      host: entry.host,
      timeZone: zone(entry.timeZone, entry.path),
      sha256: entry.sha256?.toLowerCase(),
    })),
    rejects,
    notes,
  };
}

/** The value without the top-level keys that the schema refuses, each of which is noted. */
function withoutUnknownKeys(value: unknown, entry: z.ZodType, section: string, notes: string[]): unknown {
  const result = entry.safeParse(value);
  if (result.success || typeof value !== "object" || value === null) return value;
  const unknown = new Set<string>();
  for (const issue of result.error.issues) {
    if (issue.code === "unrecognized_keys" && issue.path.length === 0) for (const key of issue.keys) unknown.add(key);
  }
  for (const key of unknown) {
    notes.push(`The manifest's key "${key.slice(0, 80)}" of ${section} is unknown: it was ignored.`);
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => !unknown.has(key)));
}
