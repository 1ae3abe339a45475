import { describe, expect, it } from "vitest";
import { HOUR, timestamp } from "../../src/base/time.ts";
import { connectionRecord, importSource, open, processRecord, START } from "./workspace-fixture.ts";

const HOST = "RND-07";

describe("the stock of a host", () => {
  it("names each place that it connects to once, whoever connected from which port", () => {
    const workspace = open();
    importSource(workspace, "a.log", (writer) => {
      writer.connection(connectionRecord({ sourcePort: 50_001, processName: "a.exe" }), 1);
      writer.connection(connectionRecord({ sourcePort: 50_002, start: timestamp(START + HOUR) }), 2);
      writer.connection(connectionRecord({ destinationPort: 443, destinationDomain: "update.example" }), 3);
      writer.connection(connectionRecord({ direction: undefined, destinationIp: undefined }), 4);
      writer.connection(connectionRecord({ direction: "inbound", destinationIp: "10.0.4.7" }), 5);
      writer.connection(connectionRecord({ host: "RND-08", destinationIp: "198.51.100.1" }), 6);
    });
    const found = workspace.destinations(HOST);
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        { destinationIp: "203.0.113.9", destinationPort: 14_444, destinationDomain: undefined },
        { destinationIp: "203.0.113.9", destinationPort: 443, destinationDomain: "update.example" },
        { destinationIp: undefined, destinationPort: 14_444, destinationDomain: undefined },
      ]),
    );
  });

  it("names each program once, as the earliest of its instances, with what another source adds", () => {
    const workspace = open();
    const seen = timestamp(START + 5 * HOUR);
    importSource(workspace, "names.csv", (writer) => {
      writer.process(processRecord({ pid: 1, entityId: "one" }), seen, 1);
      writer.process(processRecord({ pid: 2, entityId: "two" }), timestamp(seen + HOUR), 2);
    });
    importSource(workspace, "files.csv", (writer) => {
      const executable = "C:\\Windows\\System32\\svchost.exe";
      writer.process(processRecord({ pid: 1, entityId: "one", executable, start: START }), seen, 1);
      writer.process(processRecord({ pid: 2, entityId: "two", executable }), timestamp(seen - HOUR), 2);
      writer.process(processRecord({ pid: 3, name: "other.exe", host: "RND-08" }), seen, 3);
    });
    const stored = workspace.processes({ hosts: [HOST] }).rows;
    expect(stored.map(({ executable }) => executable)).toEqual(Array(2).fill("C:\\Windows\\System32\\svchost.exe"));
    expect(workspace.programs(HOST)).toEqual([
      {
        name: "svchost.exe",
        executable: "C:\\Windows\\System32\\svchost.exe",
        first: Math.min(...stored.map(({ first }) => first)),
        began: START,
        isSought: false,
      },
    ]);
    expect(workspace.programs(HOST, /SVCHOST/i).map(({ isSought }) => isSought)).toEqual([true]);
    expect(workspace.programs(HOST, /stratum/).map(({ isSought }) => isSought)).toEqual([false]);
  });

  it("of an unknown host is empty", () => {
    expect(open().destinations("nobody")).toEqual([]);
    expect(open().programs("nobody")).toEqual([]);
  });
});
