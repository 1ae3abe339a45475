import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarOf } from "../../src/model/calendar.ts";
import { timestamp } from "../../src/base/time.ts";
import { writeDemo, type Demo } from "../../src/demo/write-demo.ts";
import { csvRows, filesIn, hashesIn, median, perfmonRows, sha256Of } from "./read-bundle.ts";

const SMALL = { hosts: 10, days: 28, stepSeconds: 300, seed: 4 };
const START = Date.UTC(2026, 0, 5);

let folder: string;
let demo: Demo;
const fresh = (): string => mkdtempSync(path.join(folder, "run-"));
const read = (file: string): string => readFileSync(path.join(demo.bundle, file), "utf8");
const lines = (file: string): string[] =>
  read(file)
    .split("\n")
    .filter((line) => line !== "");

interface Manifest {
  plimsollBundle: number;
  classes: { name: string; holidays: string[]; businessHours: { days: number[]; from: string; to: string } }[];
  hosts: { name: string; class: string; timeZone: string; aliases: string[]; owner: string; logicalCpus: number }[];
  subjects: { id: string; name: string; department: string; priorViolations?: { date: string; what: string }[] }[];
  sources: { path: string; host?: string; sha256?: string }[];
}
const manifest = (): Manifest => JSON.parse(read("bundle.json")) as Manifest;

function miner(): { host: string; start: number; end: number } {
  const label = demo.labels.find(({ kind }) => kind === "cpu-mining");
  if (label === undefined) throw new Error("nobody mines");
  return { host: label.host, start: Date.parse(label.start), end: Date.parse(label.end) };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-demo-"));
  demo = await writeDemo({ directory: fresh(), ...SMALL });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("an unknown scenario and impossible sizes are refused with what to do instead", async () => {
  const directory = fresh();
  await expect(writeDemo({ directory, scenario: "nonsense" })).rejects.toMatchObject({
    code: "wrong-usage",
    next: expect.stringContaining("reference") as string,
  });
  await expect(writeDemo({ directory, hosts: 0 })).rejects.toMatchObject({ code: "wrong-usage" });
  await expect(writeDemo({ directory, days: 1.5 })).rejects.toMatchObject({ code: "wrong-usage" });
  await expect(writeDemo({ directory, stepSeconds: 7_200 })).rejects.toMatchObject({ code: "wrong-usage" });
  expect(readdirSync(directory)).toEqual([]);
});

test("a bundle that no demo wrote is left alone, an earlier demo is replaced", async () => {
  const directory = fresh();
  mkdirSync(path.join(directory, "bundle"));
  writeFileSync(path.join(directory, "bundle", "evidence.csv"), "a\n");
  await expect(writeDemo({ directory, hosts: 1, days: 2 })).rejects.toMatchObject({ code: "bad-input" });
  expect(filesIn(directory)).toEqual(["bundle/evidence.csv"]);

  const again = fresh();
  await writeDemo({ directory: again, hosts: 2, days: 2 });
  const { bundle } = await writeDemo({ directory: again, hosts: 1, days: 2 });
  expect(filesIn(path.join(bundle, "metrics"))).toEqual(["RND-01.csv"]);
});

test("the same options give the same bytes, another seed gives others", async () => {
  const options = { hosts: 5, days: 6, seed: 21 };
  const first = await writeDemo({ directory: fresh(), ...options });
  const second = await writeDemo({ directory: fresh(), ...options });
  const other = await writeDemo({ directory: fresh(), ...options, seed: 22 });
  const hashes = hashesIn(path.dirname(first.bundle));
  expect(hashesIn(path.dirname(second.bundle))).toEqual(hashes);
  const changed = hashesIn(path.dirname(other.bundle)).filter((line) => !hashes.includes(line));
  expect(changed.some((line) => line.includes("metrics/"))).toBe(true);
  expect(changed.some((line) => line.startsWith("labels.json"))).toBe(true);
});

test("a cancelled demo leaves nothing behind and says so", async () => {
  const directory = fresh();
  const abort = new AbortController();
  const onProgress = ({ share }: { share: number }): void => {
    if (share > 0.3) abort.abort();
  };
  await expect(writeDemo({ directory, hosts: 6, days: 5, signal: abort.signal, onProgress })).rejects.toMatchObject({
    code: "cancelled",
  });
  expect(readdirSync(directory)).toEqual([]);
});

test("progress only grows and ends at one", async () => {
  const shares: number[] = [];
  await writeDemo({ directory: fresh(), hosts: 5, days: 3, onProgress: ({ share }) => shares.push(share) });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("labels.json holds what was returned, with times inside the data", () => {
  const stored = JSON.parse(readFileSync(path.join(path.dirname(demo.bundle), "labels.json"), "utf8")) as unknown;
  expect(stored).toEqual({ bundle: "bundle", labels: demo.labels });
  for (const { start, end } of demo.labels) {
    expect(Date.parse(start)).toBeGreaterThanOrEqual(START);
    expect(Date.parse(end)).toBeLessThanOrEqual(START + SMALL.days * 86_400_000);
  }
});

test("the manifest lists every file, and its hashes are the files'", () => {
  const { sources, hosts } = manifest();
  expect(["bundle.json", ...sources.map((source) => source.path)].sort()).toEqual(filesIn(demo.bundle));
  for (const source of sources) {
    if (source.sha256 !== undefined) expect(sha256Of(path.join(demo.bundle, source.path))).toBe(source.sha256);
  }
  expect(sources.filter(({ sha256 }) => sha256 !== undefined).length).toBeGreaterThan(hosts.length);
});

test("the manifest names people and machines: every owner is a subject, one of them has a prior violation", () => {
  const { hosts, subjects, classes } = manifest();
  expect(hosts).toHaveLength(SMALL.hosts);
  expect(new Set(hosts.flatMap(({ aliases }) => aliases)).size).toBe(2 * SMALL.hosts);
  for (const host of hosts) {
    expect(subjects.map(({ id }) => id)).toContain(host.owner);
    expect(classes.map(({ name }) => name)).toContain(host.class);
  }
  const misused = hosts.find(({ name }) => name === miner().host);
  expect(subjects.filter(({ priorViolations }) => priorViolations !== undefined).map(({ id }) => id)).toEqual([
    misused?.owner,
  ]);
});

test("performance logs have a header with zone and bias, a blank first row for rates, and rows in order of time", () => {
  for (const file of filesIn(path.join(demo.bundle, "metrics")).filter((name) => /^[A-Z]+-\d+\.csv$/.test(name))) {
    const { header, rows } = perfmonRows(read(`metrics/${file}`));
    expect(header[0]).toMatch(/^\(PDH-CSV 4\.0\) \([A-Za-z. ]+ Standard Time\)\(-?\d+\)$/);
    expect(header).toHaveLength(9);
    expect(header[1]).toBe(`\\\\${file.slice(0, -4)}\\Processor(_Total)\\% Processor Time`);
    expect(rows[0]?.values.map(Number.isNaN)).toEqual([true, false, true, true, true, true, true, false]);
    expect(rows.every(({ values }) => values.length === 8)).toBe(true);
    const times = rows.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.floor((times[0] ?? 0) / 1000) * 1000).toBe(START);
    const numbers = rows.slice(1).flatMap(({ values }) => values);
    expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    expect(rows.slice(1).every(({ values: [cpu = -1, memory = -1] }) => cpu <= 100 && memory <= 100)).toBe(true);
  }
});

test("the miner's load is there: about 60 % in business hours, 95 % off-peak, power with it, disk as before", () => {
  const { host, start } = miner();
  const { hosts, classes } = manifest();
  const { timeZone, class: className } = hosts.find(({ name }) => name === host) ?? { timeZone: "UTC", class: "" };
  const found = classes.find(({ name }) => name === className);
  if (found === undefined) throw new Error("no class");
  const calendar = calendarOf({ timeZone }, { ...found, title: "", expectation: undefined });
  const { rows } = perfmonRows(read(`metrics/${host}.csv`));
  const level = (column: number, isAfter: boolean, isBusiness?: boolean): number =>
    median(
      rows
        .filter(({ time }) => time > START && (isAfter ? time > start : time < start))
        .filter(
          ({ time }) => isBusiness === undefined || calendar.isBusinessTime(timestamp(time * 1000)) === isBusiness,
        )
        .map(({ values }) => values[column] ?? Number.NaN),
    );
  const [cpu, read_, power] = [0, 2, 7];
  expect(level(cpu, false)).toBeLessThan(12);
  expect(level(cpu, true, true)).toBeGreaterThan(60);
  expect(level(cpu, true, true)).toBeLessThan(75);
  expect(level(cpu, true, false)).toBeGreaterThan(94);
  expect(level(power, true) / level(power, false)).toBeGreaterThan(2);
  expect(level(read_, true) / level(read_, false)).toBeLessThan(1.8);
});

test("process samples carry the miner's share, and never more CPU than the host has", () => {
  const { host, start } = miner();
  const cpus = manifest().hosts.find(({ name }) => name === host)?.logicalCpus ?? 0;
  const [header, ...rows] = csvRows(read(`processes/${host}.csv`));
  expect(header).toEqual([
    "timestamp",
    "process.pid",
    "process.name",
    "process.executable",
    "process.command_line",
    "process.parent.pid",
    "user.name",
    "process.cpu.utilization",
  ]);
  const byTime = new Map<string, string[][]>();
  for (const row of rows) byTime.set(row[0] ?? "", [...(byTime.get(row[0] ?? "") ?? []), row]);
  const shares: number[] = [];
  for (const [time, listed] of byTime) {
    expect(listed.length).toBeLessThanOrEqual(5);
    expect(listed.reduce((sum, row) => sum + Number(row[7]), 0)).toBeLessThanOrEqual(cpus);
    const mining = listed.find((row) => row[3] === "E:\\drv\\svchost.exe");
    if (Date.parse(time) < start) expect(mining).toBeUndefined();
    else if (mining !== undefined) shares.push(Number(mining[7]) / cpus);
  }
  expect(shares.length).toBeGreaterThan(0.9 * ((miner().end - start) / 3_600_000 - 24));
  expect(median(shares)).toBeGreaterThan(0.85);
});

test("Windows events are one JSON document a line in order of time, and connections belong to created processes", () => {
  const created = new Set<string>();
  const connected: string[] = [];
  for (const file of filesIn(path.join(demo.bundle, "events"))) {
    let last = "";
    for (const line of lines(`events/${file}`)) {
      const event = JSON.parse(line) as {
        "@timestamp": string;
        host: { name: string };
        winlog: { event_id: string; event_data: Record<string, string> };
      };
      expect(event["@timestamp"] >= last).toBe(true);
      last = event["@timestamp"];
      const { ProcessGuid = "", Image = "", DestinationPort } = event.winlog.event_data;
      if (event.winlog.event_id === "1") {
        created.add(ProcessGuid);
        // The start second stands in the identifier, low word first.
        const [, low = "", high = ""] = ProcessGuid.slice(1, -1).split("-");
        expect(Number.parseInt(high + low, 16)).toBe(Math.floor(Date.parse(last) / 1000));
      }
      if (DestinationPort === "14433") connected.push(`${event.host.name} ${Image} ${ProcessGuid}`);
    }
  }
  expect(connected.length).toBeGreaterThan(0);
  for (const connection of connected) {
    expect(connection).toMatch(new RegExp(`^${miner().host}\\.tidewater\\.example E:\\\\drv\\\\svchost\\.exe `));
    expect(created.has(connection.split(" ")[2] ?? "")).toBe(true);
  }
});

test("Zeek's connections have as many cells as fields, come in order of their ends, and join with known addresses", () => {
  const addresses = new Set(manifest().hosts.flatMap(({ aliases }) => aliases));
  for (const file of filesIn(path.join(demo.bundle, "network"))) {
    const all = lines(`network/${file}`);
    expect(all[0]).toBe("#separator \\x09");
    expect(all.at(-1)).toMatch(/^#close\t2026-/);
    const fields =
      all
        .find((line) => line.startsWith("#fields"))
        ?.split("\t")
        .slice(1) ?? [];
    const rows = all.filter((line) => !line.startsWith("#")).map((line) => line.split("\t"));
    const cell = (row: string[], field: string): string => row[fields.indexOf(field)] ?? "";
    let last = 0;
    for (const row of rows) {
      expect(row).toHaveLength(fields.length);
      expect(addresses.has(cell(row, "id.orig_h"))).toBe(true);
      const end = Number(cell(row, "ts")) + Number(cell(row, "duration"));
      expect(end).toBeGreaterThan(last - 0.001);
      last = end;
    }
    expect(new Set(rows.map((row) => cell(row, "uid"))).size).toBe(rows.length);
  }
});

test("sysstat and the hypervisor's table tell the whole of a cloud instance, pidstat its processes", () => {
  const months = filesIn(path.join(demo.bundle, "metrics", "sysstat"));
  expect(months).toEqual(["CLD-01-2026-01.json", "CLD-01-2026-02.json"]);
  for (const file of months) {
    const { sysstat } = JSON.parse(read(`metrics/sysstat/${file}`)) as {
      sysstat: { hosts: { nodename: string; statistics: Record<string, unknown>[] }[] };
    };
    const [host] = sysstat.hosts;
    expect(host?.nodename).toBe("CLD-01");
    expect(Object.keys(host?.statistics[0] ?? {})).toEqual(["timestamp", "cpu-load", "memory", "disk", "network"]);
    const [load] = host?.statistics[7]?.["cpu-load"] as { user: number; system: number; idle: number }[];
    expect((load?.user ?? 0) + (load?.system ?? 0) + (load?.idle ?? 0)).toBeCloseTo(100, 1);
  }
  const table = gunzipSync(readFileSync(path.join(demo.bundle, "metrics/hypervisor/CLD-01.csv.gz"))).toString();
  expect(csvRows(table)[0]).toEqual(["timestamp", "hw.gpu.utilization", "hw.power"]);
  const pidstat = lines("processes/CLD-01.pidstat.txt");
  const columns = (pidstat[1] ?? "").replace("#", "").trim().split(/\s+/).length;
  for (const line of pidstat.slice(1).filter((text) => !text.startsWith("#"))) {
    expect(line.trim().split(/\s+/).length).toBeGreaterThanOrEqual(columns);
  }
});

test("tickets and claims are quoted tables that name hosts of the fleet", () => {
  const names = new Set(manifest().hosts.map(({ name }) => name));
  const [ticketHeader = [], ...tickets] = csvRows(read("tickets/change_request.csv"));
  expect(tickets.length).toBeGreaterThan(1);
  for (const ticket of tickets) {
    expect(ticket).toHaveLength(ticketHeader.length);
    expect(names.has(ticket[ticketHeader.indexOf("cmdb_ci")] ?? "")).toBe(true);
  }
  const [claimHeader = [], ...claims] = csvRows(read("justifications/berlin.csv"));
  expect(claims.length).toBeGreaterThan(1);
  expect(new Set(claims.map(([id]) => id)).size).toBe(claims.length);
  for (const claim of claims) {
    expect(claim).toHaveLength(claimHeader.length);
    for (const host of (claim[claimHeader.indexOf("host.name")] ?? "").split(";")) expect(names.has(host)).toBe(true);
    expect(claim[claimHeader.indexOf("start")]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
  }
});
