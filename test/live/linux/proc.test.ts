import { describe, expect, it } from "vitest";
import { parseSockets } from "../../../src/live/linux/connections.ts";
import {
  parseBootTime,
  parseCpu,
  parseDisks,
  parseInterfaces,
  parseMemory,
  rate,
} from "../../../src/live/linux/counters.ts";
import { parseProcessStat } from "../../../src/live/linux/processes.ts";

describe("what the kernel tells under /proc", () => {
  it("is no counter where a file is empty, cut or of another kind", () => {
    expect(parseCpu("")).toBeUndefined();
    expect(parseBootTime("cpu 1 2")).toBeUndefined();
    expect(parseProcessStat("12 (a) S 1")).toBeUndefined();
    expect(parseDisks("8 0 sda 1 2").size).toBe(0);
    expect(parseSockets("tcp", "sl local\n 0: 0100007F")).toEqual([]);
  });

  it("gives CPU time without waiting, and memory in bytes", () => {
    expect(parseCpu("cpu  100 10 50 800 30 5 5 20 7 0\ncpu0 1 2 3 4\nbtime 1700000000\n")).toEqual({
      user: 110,
      system: 60,
      total: 1020,
    });
    expect(parseBootTime("cpu 1\nbtime 1700000000\n")).toBe(1_700_000_000);
    expect(parseMemory("MemTotal:       16 kB\nMemAvailable:    4 kB\nHugePages_Total:  0\n").get("MemAvailable")).toBe(
      4096,
    );
  });

  it("names a process whose name holds blanks and parentheses", () => {
    const fields = [
      "S",
      "77",
      ...Array.from({ length: 9 }, () => "0"),
      "150",
      "50",
      "0",
      "0",
      "20",
      "0",
      "1",
      "0",
      "4321",
      "9",
      "12",
    ];
    expect(parseProcessStat(`99 (a) b (c) ${fields.join(" ")}`)).toEqual({
      comm: "a) b (c",
      parentPid: 77,
      ticks: 200,
      startTicks: 4321,
      residentPages: 12,
    });
  });

  it("counts whole disks and real interfaces, once each", () => {
    const disk = (name: string): string => `   8       0 ${name} 10 0 100 5 20 0 400 9 0 30 14 0 0 0 0`;
    const disks = parseDisks([disk("sda"), disk("sda1"), disk("dm-0"), disk("nvme0n1"), disk("nvme0n1p2")].join("\n"));
    expect([...disks.keys()]).toEqual(["sda", "nvme0n1"]);
    expect(disks.get("sda")).toEqual({
      reads: 10,
      readBytes: 51_200,
      writes: 20,
      writeBytes: 204_800,
      busyMilliseconds: 30,
    });
    const line = (name: string): string => `  ${name}: 1000 1 0 0 0 0 0 0 2000 2 0 0 0 0 0 0`;
    const dev = ["Inter-| Receive", " face |bytes", line("lo"), line("eth0"), line("veth12"), line("docker0")].join(
      "\n",
    );
    expect([...parseInterfaces(dev)]).toEqual([["eth0", { receivedBytes: 1000, sentBytes: 2000 }]]);
  });

  it("reads addresses as the kernel writes them", () => {
    const row = (local: string, remote: string, state: string): string =>
      `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 4242 1 0`;
    const sockets = parseSockets(
      "tcp",
      [
        "  sl  local_address rem_address   st",
        row("0700040A:C488", "096433C6:386C", "01"),
        row("00000000:0016", "00000000:0000", "0A"),
        row("0000000000000000FFFF00000700040A:0050", "0000000000000000FFFF0000096433C6:D431", "01"),
        row("B80D01200000000000000000010000" + "00:01BB", "00000000000000000000000001000000:0001", "06"),
      ].join("\n"),
    );
    expect(
      sockets.map(({ localIp, localPort, remoteIp, remotePort, state }) => [
        localIp,
        localPort,
        remoteIp,
        remotePort,
        state,
      ]),
    ).toEqual([
      ["10.4.0.7", 50312, "198.51.100.9", 14444, "established"],
      ["0.0.0.0", 22, "0.0.0.0", 0, "listen"],
      ["10.4.0.7", 80, "198.51.100.9", 54321, "established"],
      ["2001:db8::1", 443, "::1", 1, "other"],
    ]);
    expect(sockets[0]?.inode).toBe("4242");
  });

  it("has a rate only between two readings of a counter that did not fall", () => {
    expect([rate(10, 30, 2), rate(undefined, 30, 2), rate(30, 10, 2), rate(10, 30, undefined)]).toEqual([
      10,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
