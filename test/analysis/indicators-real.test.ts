/** Real mining traffic and real disguises are named from events alone, and other real logs are not called mining. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { importPaths } from "../../src/importers/import-paths.ts";
import type { Episode } from "../../src/model/episode.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";

const root = process.env["PLIMSOLL_TEST_DATA"];
const events = join(root ?? "", "import", "events");
const isThere = root !== undefined && existsSync(events);
const folder = mkdtempSync(join(tmpdir(), "indicators-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** The episodes of a workspace that holds these files alone. */
async function episodesOf(...paths: readonly string[]): Promise<Episode[]> {
  const workspace = openWorkspace(join(folder, `real-${String(made++)}.plimsoll`), { create: true });
  try {
    const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
    await importPaths(workspace, paths, { timeZone: "UTC" }, hooks);
    return (await analyzeWorkspace(workspace, { workers: 0 })).episodes;
  } finally {
    workspace.close();
  }
}

const isMining = ({ profile }: Episode): boolean => profile.includes("mining");

describe.skipIf(!isThere)("real logs (set PLIMSOLL_TEST_DATA to run)", () => {
  test.each([
    ["a Monero pool", "miner-captures/derived/xmr.suprnova.cc.nfdump-1.7.1-csv.csv", "147.229.13.222", "37.59.21.58"],
    ["two Bitcoin pools", "miner-captures/derived/bitcoin-mining.nfdump-1.7.1-csv.csv", "10.0.2.15", "74.84.128.158"],
    ["a list of pools", "miner-captures/derived/cgminer.s2.nfdump-1.7.1-csv.csv", "192.168.1.100", "138.201.31.12"],
    ["a page's pool", "miner-captures/derived/coinhive-stratum.nfdump-1.7.1-csv.csv", "10.0.2.15", "192.110.160.114"],
  ])("flows to %s are named as mining", async (_, path, host, destination) => {
    const episodes = await episodesOf(join(events, path));
    expect(episodes).toHaveLength(1);
    const [episode] = episodes;
    expect(episode).toMatchObject({ host, frames: ["indicator"], profile: "mining" });
    expect(episode?.reasons.for.map(({ text }) => text).join(" ")).toContain(destination);
    expect(episode?.reasons.against.length).toBeGreaterThan(0);
    expect(episode?.connections.map((connection) => connection.destination)).toContain(destination);
  });

  test("of a sensor's alerts, those of mining are named and no other", async () => {
    const episodes = await episodesOf(
      join(events, "06-network-zeek-suricata-netflow/suricata-sample-data_wrccdc-2018_alerts-only.json"),
    );
    expect(episodes.map(({ host, profile }) => [host, profile])).toEqual([["10.47.2.153", "browser-mining"]]);
  });

  test("everything else is called no mining, and the two disguises are flagged", { timeout: 300_000 }, async () => {
    const episodes = await episodesOf(join(root ?? "", "import"));
    expect(
      episodes
        .filter(isMining)
        .map(({ host }) => host)
        .sort(),
    ).toEqual(["10.0.2.15", "10.0.2.15", "10.47.2.153", "147.229.13.222", "192.168.1.100"]);
    const disguises = episodes.filter(({ profile }) => profile === "masquerade");
    expect(disguises.map(({ host, alarm }) => [host, alarm])).toEqual([["srv-01.midgardnet.tech", true]]);
    const told = disguises.flatMap(({ reasons }) => reasons.for.map(({ text }) => text)).join("\n");
    expect(told).toMatch(/Downloads\\svchost\.exe .* built as CALC\.EXE/);
    expect(told).toMatch(/Downloads\\taskhost\.exe .* built as CALC\.EXE/);
  });
});
