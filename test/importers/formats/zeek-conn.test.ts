import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/base/time.ts";
import { zeekConn } from "../../../src/importers/formats/zeek-conn.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;

const FIELDS = [
  "ts",
  "uid",
  "id.orig_h",
  "id.orig_p",
  "id.resp_h",
  "id.resp_p",
  "proto",
  "service",
  "duration",
  "orig_bytes",
  "resp_bytes",
  "conn_state",
  "orig_ip_bytes",
];
const header = (separator = "\t", fields = FIELDS, path = "conn"): string =>
  [
    `#separator \\x${separator.charCodeAt(0).toString(16).padStart(2, "0")}`,
    `#set_separator${separator},`,
    `#empty_field${separator}(empty)`,
    `#unset_field${separator}-`,
    `#path${separator}${path}`,
    `#open${separator}2026-11-24-00-00-00`,
    `#fields${separator}${fields.join(separator)}`,
    `#types${separator}${fields.map(() => "string").join(separator)}`,
  ].join("\n");
const miner = "1700000000.123456 C1 10.0.4.7 50312 203.0.113.9 14444 tcp - 86400.5 812345 204857 SF 900000".split(" ");

describe("Zeek's conn.log", () => {
  it("is told from Zeek's other logs", () => {
    expect(zeekConn.sniff(headOf(`${header()}\n${miner.join("\t")}\n`))).toBe(1);
    expect(zeekConn.sniff(headOf(zeekConn.example))).toBe(1);
    expect(zeekConn.sniff(headOf(header("\t", FIELDS, "ssl")))).toBe(0);
    expect(zeekConn.sniff(headOf('{"ts":1,"id.orig_h":"10.0.0.1","conn_state":"SF"}'))).toBe(0.97);
    expect(zeekConn.sniff(headOf('{"ts":1,"id.orig_h":"10.0.0.1","query":"a"}', "conn.log"))).toBe(0);
  });

  it("gives a connection of the host inside, with time to the microsecond and unset as unknown", async () => {
    const imported = await readFormat(zeekConn, `${header()}\n${miner.join("\t")}\n#close\t2026-11-25-00-00-00\n`);
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 0 });
    expect(imported.connections).toEqual([
      {
        host: "10.0.4.7",
        start: at("2023-11-14T22:13:20.123456Z"),
        durationSeconds: 86400.5,
        transport: "tcp",
        direction: "outbound",
        sourceIp: "10.0.4.7",
        sourcePort: 50312,
        destinationIp: "203.0.113.9",
        destinationPort: 14444,
        destinationDomain: undefined,
        bytesOut: 812345,
        bytesIn: 204857,
        pid: undefined,
        processName: undefined,
        entityId: undefined,
        application: undefined,
        state: "SF",
        locator: 9,
      },
    ]);
    expect(imported.notes.join()).toContain("1 addresses are of no host that is known");
  });

  it("follows each header of joined logs: other columns, other separator, other log", async () => {
    const short = ["id.resp_h", "ts", "id.orig_h", "id.resp_p", "id.orig_p", "service"];
    const content = [
      header(),
      miner.join("\t"),
      header("|", short),
      "10.0.4.7|1700000001.5|198.51.100.1|22|40000|ssh\\x2cother",
      header("\t", FIELDS, "dns"),
      miner.join("\t"),
      header(),
      [...miner.slice(0, 9), "-", ...miner.slice(10)].join("\t"),
    ].join("\n");
    const imported = await readFormat(zeekConn, content);
    expect(imported.counts).toEqual({ stored: 3, skipped: 1, rejected: 0 });
    expect(imported.connections[1]).toMatchObject({
      host: "10.0.4.7",
      direction: "inbound",
      sourceIp: "198.51.100.1",
      application: "ssh,other",
      durationSeconds: undefined,
    });
    expect(imported.connections[2]?.bytesOut).toBe(900000);
  });

  it.each([
    ["dotted", (name: string) => name],
    ["underscored", (name: string) => name.replace(".", "_")],
  ])("reads JSON with %s names", async (_, rename) => {
    const record = Object.fromEntries(FIELDS.map((name, index) => [rename(name), miner[index]]));
    const typed = { ...record, _path: "conn", ts: 1700000000.123456, service: undefined, [rename("id.resp_p")]: 14444 };
    const iso = { ...typed, ts: "2023-11-14T22:13:20.123456Z" };
    const imported = await readFormat(zeekConn, `${JSON.stringify(typed)}\n${JSON.stringify(iso)}\n`);
    expect(imported.connections.map(({ start }) => start)).toEqual([
      at("2023-11-14T22:13:20.123456Z"),
      at("2023-11-14T22:13:20.123456Z"),
    ]);
    expect(imported.connections[0]).toMatchObject({
      destinationPort: 14444,
      bytesOut: 812345,
      durationSeconds: 86400.5,
    });
  });

  it("belongs to the host that was stated, where one was", async () => {
    const imported = await readFormat(zeekConn, `${header()}\n${miner.join("\t")}\n`, { host: "RND-07" });
    expect(imported.connections[0]).toMatchObject({ host: "RND-07", direction: "outbound" });
    expect(imported.notes).toEqual([]);
  });

  it("rejects what is cut, misplaced or mad, and goes on", async () => {
    const cut = miner.slice(0, 5).join("\t");
    const mad = ["99999999999.0", ...miner.slice(1)].join("\t");
    const noEnd = [...miner.slice(0, 4), "-", ...miner.slice(5)].join("\t");
    const content = Buffer.concat([
      Buffer.from(`${miner.join("\t")}\n${header()}\n${"x".repeat(9_000)}\n${mad}\n${noEnd}\n${miner.join("\t")}\n`),
      Buffer.from([0xff, 0xfe, 0x09, 0xe9, 0x0a]),
      Buffer.from(cut),
    ]);
    const imported = await readFormat(zeekConn, content, { longestLine: 8_000 });
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 6 });
    expect(imported.rejects.map(({ line }) => line)).toEqual([1, 10, 11, 12, 14, 15]);
    expect(imported.rejects.at(-1)?.reason).toBe("The row has 5 of 13 fields.");
    const json = await readFormat(zeekConn, '{"ts":1,"id.orig_h":"a"}\n[1]\n{"ts":');
    expect(json.counts.stored).toBe(0);
    expect(json.counts.rejected).toBeGreaterThanOrEqual(2);
  });
});

describe.skipIf(!hasTestData)(`real conn.logs (${noTestData})`, () => {
  const folder = "import/events/06-network-zeek-suricata-netflow/";

  it("import whole", async () => {
    const table = await readFormat(zeekConn, realFile(`${folder}LSASS_campaign_02_conn.log`));
    expect(table.counts).toEqual({ stored: 119, skipped: 0, rejected: 0 });
    expect(table.connections.at(-1)).toMatchObject({
      start: at("2023-08-16T00:34:28.136475Z"),
      durationSeconds: 315.253738,
      destinationPort: 80,
      state: "OTH",
    });
    const first = await readFormat(zeekConn, realFile(`${folder}SCRANTON_conn.log`));
    expect(first.counts).toEqual({ stored: 134, skipped: 0, rejected: 0 });
    expect(first.connections[0]?.start).toBe(at("2020-04-30T00:06:38.89971Z"));
    const second = await readFormat(zeekConn, realFile(`${folder}UTICA-ONE-DRIVE_conn.log`));
    expect(second.counts).toEqual({ stored: 64, skipped: 0, rejected: 0 });
    expect(zeekConn.sniff(headOf(realFile(`${folder}UTICA-D_dns.log`)))).toBe(0);
    expect(zeekConn.sniff(headOf(realFile(`${folder}UTICA-ONE-DRIVE_ssl.log`)))).toBe(0);
  });
});
