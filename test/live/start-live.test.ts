import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, connect } from "node:net";
import { cpus, hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Timestamp } from "../../src/base/time.ts";
import { startLive } from "../../src/live/start-live.ts";
import type { Episode } from "../../src/model/episode.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Workspace } from "../../src/store/workspace.ts";

let folder = "";
let workspace: Workspace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-live-"));
  workspace = openWorkspace(join(folder, "live.plimsoll"), { create: true });
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});

const always = { start: 0 as Timestamp, end: Number.MAX_SAFE_INTEGER as Timestamp };

describe.runIf(process.platform === "linux")("live sampling", () => {
  it("sees a real load in the process that makes it and in the machine's CPUs", async () => {
    const live = startLive(workspace, { intervalSeconds: 1, flushSeconds: 2 });
    await sleep(100);
    // Burns for a while, then says itself how much CPU it had: the machine may be busy with other things as well.
    const program = "const end = Date.now() + 5000; while (Date.now() < end); console.log(process.cpuUsage().user)";
    const burner = spawn(process.execPath, ["-e", program, "plimsoll-live-burner"]);
    let printed = "";
    burner.stdout.on("data", (data: Buffer) => (printed += data.toString()));
    await once(burner, "exit");
    const status = await live.stop();
    expect(status).toMatchObject({ isRunning: false, host: hostname(), intervalSeconds: 1, alerts: [] });

    const found = workspace.processes({ filter: { text: "plimsoll-live-burner" } }).rows;
    expect(found.length).toBe(1);
    expect(found[0]).toMatchObject({ pid: burner.pid, parentPid: process.pid, executable: process.execPath });
    const usage = workspace.processUsage(hostname(), always);
    const shares = new Map<number, number>();
    usage.processIds.forEach((id, index) => {
      if (id === found[0]?.id) shares.set(usage.times[index] ?? NaN, usage.cpu[index] ?? NaN);
    });

    const [series] = workspace.series({ metrics: [CPU_UTILIZATION] });
    const { times, values } = workspace.readSamples(series?.id ?? -1);
    let seconds = 0;
    for (const [index, time] of times.entries()) {
      const step = (time - (times[index - 1] ?? time - 1_000_000)) / 1_000_000;
      const own = shares.get(time) ?? 0;
      seconds += own * step;
      // Both are counted in ticks of 10 ms, at moments some milliseconds apart.
      expect((values[index] ?? NaN) * cpus().length).toBeGreaterThan(own * 0.75 - 0.05);
    }
    // Its last stretch, between the last reading and its end, cannot be seen.
    const had = Number(printed) / 1_000_000;
    expect(seconds).toBeGreaterThan(had * 0.65);
    expect(seconds).toBeLessThan(had * 1.1 + 0.1);
    expect([...values].every((value) => value >= 0 && value <= 1)).toBe(true);
  }, 20_000);

  it("commits as it goes, so that little is lost, and each commit is a source of its own", async () => {
    const live = startLive(workspace, { intervalSeconds: 0.2, flushSeconds: 0.6 });
    await sleep(2_000);
    const before = workspace.sources();
    expect(before.length).toBeGreaterThanOrEqual(2);
    const status = await live.stop();
    const sources = workspace.sources();
    expect(new Set(sources.map(({ sha256 }) => sha256)).size).toBe(sources.length);
    for (const source of sources) {
      expect(source.format).toBe("live");
      expect(source.path).toMatch(new RegExp(`^live ${hostname()} \\d{4}-`));
      expect(source.read).toBe(source.stored);
    }
    expect(status.samples).toBe(sources.reduce((sum, { samples }) => sum + samples, 0));
    expect(status.processes).toBeGreaterThan(0);
    expect(workspace.hosts()[0]).toMatchObject({ name: hostname(), logicalCpus: cpus().length });
    expect(workspace.verifyCustody().problems).toEqual([]);
    expect(await live.stop()).toEqual({ ...status, cost: expect.any(Number) as number });
  }, 20_000);

  it("leaves a hole where it was held up, and does not fill it in", async () => {
    const live = startLive(workspace, { intervalSeconds: 0.2, flushSeconds: 60 });
    await sleep(700);
    const until = performance.now() + 1_500;
    while (performance.now() < until);
    await sleep(700);
    await live.stop();
    const [series] = workspace.series({ metrics: [CPU_UTILIZATION] });
    const { times } = workspace.readSamples(series?.id ?? -1);
    const gaps = [...times].slice(1).map((time, index) => time - (times[index] ?? NaN));
    expect(Math.max(...gaps)).toBeGreaterThan(1_400_000);
    const [memory] = workspace.series({ metrics: ["system.memory.usage"] });
    expect(memory?.count).toBeGreaterThan(times.length);
    const missed = /(\d+) readings were missed/.exec(workspace.sources()[0]?.notes.join() ?? "")?.[1];
    expect(Number(missed)).toBeGreaterThanOrEqual(5);
  }, 20_000);

  it("ties a connection to the process that holds it, over several commits", async () => {
    const address = Object.values((await import("node:os")).networkInterfaces())
      .flat()
      .find((one) => one !== undefined && !one.internal && one.family === "IPv4")?.address;
    if (address === undefined) return;
    const server = createServer();
    server.listen(0, address);
    await once(server, "listening");
    const bound = server.address();
    const port = typeof bound === "object" && bound !== null ? bound.port : 0;
    const socket = connect(port, address);
    await once(socket, "connect");
    const live = startLive(workspace, { intervalSeconds: 0.2, flushSeconds: 0.3 });
    await sleep(700);
    const status = await live.stop();
    socket.destroy();
    server.close();
    const rows = workspace.connections({}).rows.filter(({ destinationPort }) => destinationPort === port);
    expect(rows.map(({ direction }) => direction).sort()).toEqual(["inbound", "outbound"]);
    expect(rows[0]).toMatchObject({ destinationIp: address, transport: "tcp", pid: process.pid });
    expect(status.connections).toBeGreaterThanOrEqual(2);
  }, 20_000);

  it("raises each unexplained alarm of this machine once, and goes on when the analysis fails", async () => {
    const episode = (id: string, more: object): Episode =>
      ({
        id,
        host: hostname(),
        end: undefined,
        alarm: true,
        profile: "cpu-mining",
        justification: { state: "unexplained", coverage: 0, refs: [] },
        ...more,
      }) as unknown as Episode;
    const raised: string[] = [];
    let scored = 0;
    const live = startLive(workspace, {
      intervalSeconds: 0.1,
      flushSeconds: 0.3,
      onAlert: ({ id }) => raised.push(id),
      score: () => {
        scored++;
        if (scored === 2) return Promise.reject(new Error("no memory"));
        return Promise.resolve([
          episode("a", {}),
          episode("b", { host: "elsewhere" }),
          episode("c", { alarm: false }),
          episode("d", { justification: { state: "explained", coverage: 1, refs: [] } }),
          episode("e", { end: 1 }),
        ]);
      },
    });
    await sleep(1_500);
    const status = await live.stop();
    expect(scored).toBeGreaterThanOrEqual(3);
    expect(raised).toEqual(["a"]);
    expect(status.alerts).toEqual([
      `${hostname()}: unexplained load that looks like cpu-mining (episode a).`,
      "Live readings could not be analysed: Unexpected error: no memory",
    ]);
  }, 20_000);

  it("keeps what it cannot store until it can", async () => {
    const blocking = workspace.beginSource({ path: "other", sha256: "00", size: 1, format: "x" });
    const live = startLive(workspace, { intervalSeconds: 0.1, flushSeconds: 0.2 });
    await sleep(600);
    expect(live.status().alerts.join()).toContain("Live readings could not be stored");
    blocking.rollback();
    const status = await live.stop();
    expect(status.samples).toBeGreaterThan(0);
    expect(workspace.sources().length).toBeGreaterThan(0);
  }, 20_000);
});
