/** Hosts, system classes and subjects: who and what is under investigation. */
import type { Timestamp } from "../../base/time.ts";
import type { Host, HostSummary, Subject, SystemClass } from "../../model/fleet.ts";
import { DEFAULT_BUSINESS_HOURS } from "../../model/fleet.ts";
import type { Database } from "../file/database.ts";
import { fromJson, toJson } from "../file/json-record.ts";

/** Names of hosts are the same whatever their case, in every script. */
function fold(name: string): string {
  return name.toLowerCase();
}

/** The id of a host by name or alias; `undefined` where unknown. */
export function findHostId(database: Database, nameOrAlias: string): number | undefined {
  const folded = fold(nameOrAlias);
  return database
    .prepare<{ id: number }>(
      `SELECT id FROM host WHERE folded = ?
       UNION ALL SELECT host_id FROM host_alias WHERE folded = ? AND host_id IN (SELECT id FROM host) LIMIT 1`,
    )
    .get(folded, folded)?.id;
}

/** The id of a host by its name, which is taken in where it is new. */
export function provideHostId(database: Database, name: string): number {
  const folded = fold(name);
  const find = database.prepare<{ id: number }>("SELECT id FROM host WHERE folded = ?");
  const known = find.get(folded);
  if (known !== undefined) return known.id;
  database.prepare("INSERT INTO host (name, folded) VALUES (?, ?)").run(name, folded);
  return find.get(folded)?.id ?? 0;
}

export function findHostName(database: Database, nameOrAlias: string): string | undefined {
  const id = findHostId(database, nameOrAlias);
  if (id === undefined) return undefined;
  return database.prepare<{ name: string }>("SELECT name FROM host WHERE id = ?").get(id)?.name;
}

/** All names by id, for reading events. */
export function hostNames(database: Database): ReadonlyMap<number, string> {
  const rows = database.prepare<{ id: number; name: string }>("SELECT id, name FROM host").all();
  return new Map(rows.map((row) => [row.id, row.name]));
}

interface HostRow {
  readonly id: number;
  readonly name: string;
  readonly class: string | null;
  readonly time_zone: string | null;
  readonly owner: string | null;
  readonly logical_cpus: number | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly samples: number;
  readonly processes: number;
  readonly connections: number;
  readonly controls: number;
}

const HOSTS = `
WITH seen AS (
  SELECT host_id, min(first) AS first, max(last) AS last, sum(connections) AS connections, sum(controls) AS controls
  FROM source_host GROUP BY host_id
), sampled AS (
  SELECT host_id, sum((SELECT sum(rows) FROM series_source WHERE series_id = series.id) - hidden) AS samples
  FROM series GROUP BY host_id
), ran AS (
  SELECT host_id, count(*) AS processes FROM process GROUP BY host_id
)
SELECT host.id, name, class, time_zone, owner, logical_cpus, first, last,
  coalesce(samples, 0) AS samples, coalesce(processes, 0) AS processes,
  coalesce(connections, 0) AS connections, coalesce(controls, 0) AS controls
FROM host LEFT JOIN seen ON seen.host_id = host.id LEFT JOIN sampled ON sampled.host_id = host.id
LEFT JOIN ran ON ran.host_id = host.id
ORDER BY host.folded`;

export function readHosts(database: Database): HostSummary[] {
  const aliases = new Map<number, string[]>();
  for (const row of database
    .prepare<{ host_id: number; alias: string }>("SELECT host_id, alias FROM host_alias ORDER BY folded")
    .all()) {
    const list = aliases.get(row.host_id);
    if (list === undefined) aliases.set(row.host_id, [row.alias]);
    else list.push(row.alias);
  }
  return database
    .prepare<HostRow>(HOSTS)
    .all()
    .map((row) => ({
      name: row.name,
      className: row.class ?? undefined,
      timeZone: row.time_zone ?? undefined,
      aliases: aliases.get(row.id) ?? [],
      owner: row.owner ?? undefined,
      logicalCpus: row.logical_cpus ?? undefined,
      from: (row.first ?? undefined) as Timestamp | undefined,
      to: (row.last ?? undefined) as Timestamp | undefined,
      sampleCount: row.samples,
      processCount: row.processes,
      connectionCount: row.connections,
      controlCount: row.controls,
    }));
}

/** Defined facts win over what is there, save for a class that an investigator has decided. */
export function mergeHosts(database: Database, hosts: readonly (Partial<Host> & { readonly name: string })[]): void {
  const update = database.prepare(
    `UPDATE host SET class = CASE WHEN class_decided THEN class ELSE coalesce(?, class) END,
       time_zone = coalesce(?, time_zone), owner = coalesce(?, owner), logical_cpus = coalesce(?, logical_cpus)
     WHERE id = ?`,
  );
  const addAlias = database.prepare(
    `INSERT INTO host_alias (folded, alias, host_id) VALUES (?, ?, ?)
     ON CONFLICT (folded) DO UPDATE SET alias = excluded.alias, host_id = excluded.host_id`,
  );
  for (const host of hosts) {
    const id = provideHostId(database, host.name);
    update.run(host.className, host.timeZone, host.owner, host.logicalCpus, id);
    for (const alias of host.aliases ?? []) {
      if (fold(alias) !== fold(host.name)) addAlias.run(fold(alias), alias, id);
    }
  }
}

/**
 * Sets a host's class by decision and returns the one before. A class that is new is taken in with usual hours. Without
 * a class the host has none, and what is imported next may name one again.
 */
export function decideHostClass(database: Database, hostId: number, className: string | undefined): string | undefined {
  const before = database.prepare<{ class: string | null }>("SELECT class FROM host WHERE id = ?").get(hostId);
  if (className !== undefined && !isClassKnown(database, className)) {
    const businessHours = DEFAULT_BUSINESS_HOURS;
    mergeClasses(database, [
      { name: className, title: className, expectation: undefined, businessHours, holidays: [] },
    ]);
  }
  database
    .prepare("UPDATE host SET class = ?, class_decided = ? WHERE id = ?")
    .run(className ?? null, className === undefined ? 0 : 1, hostId);
  return before?.class ?? undefined;
}

function isClassKnown(database: Database, className: string): boolean {
  return database.prepare("SELECT 1 FROM system_class WHERE name = ?").get(className) !== undefined;
}

interface ClassRow {
  readonly name: string;
  readonly title: string;
  readonly expectation: string | null;
  readonly business_hours: string;
  readonly holidays: string;
}

export function readClasses(database: Database): SystemClass[] {
  return database
    .prepare<ClassRow>("SELECT * FROM system_class ORDER BY name")
    .all()
    .map((row) => ({
      name: row.name,
      title: row.title,
      expectation: (row.expectation ?? undefined) as SystemClass["expectation"],
      businessHours: fromJson(row.business_hours),
      holidays: fromJson(row.holidays),
    }));
}

export function mergeClasses(database: Database, classes: readonly SystemClass[]): void {
  const put = database.prepare(
    `INSERT INTO system_class (name, title, expectation, business_hours, holidays) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET title = excluded.title, expectation = coalesce(excluded.expectation, expectation),
       business_hours = excluded.business_hours, holidays = excluded.holidays`,
  );
  for (const value of classes) {
    put.run(value.name, value.title, value.expectation, toJson(value.businessHours), toJson(value.holidays));
  }
}

interface SubjectRow {
  readonly id: string;
  readonly name: string | null;
  readonly department: string | null;
  readonly prior_violations: string;
}

export function readSubjects(database: Database): Subject[] {
  return database
    .prepare<SubjectRow>("SELECT * FROM subject ORDER BY id")
    .all()
    .map((row) => ({
      id: row.id,
      name: row.name ?? undefined,
      department: row.department ?? undefined,
      priorViolations: fromJson(row.prior_violations),
    }));
}

/** Defined facts win; prior violations are replaced where some are given. */
export function mergeSubjects(database: Database, subjects: readonly Subject[]): void {
  const put = database.prepare(
    `INSERT INTO subject (id, name, department, prior_violations) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = coalesce(excluded.name, name),
       department = coalesce(excluded.department, department),
       prior_violations = CASE excluded.prior_violations WHEN '[]' THEN prior_violations
         ELSE excluded.prior_violations END`,
  );
  for (const subject of subjects) {
    put.run(subject.id, subject.name, subject.department, toJson(subject.priorViolations));
  }
}
