import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/base/time.ts";
import { nfdumpCsv } from "../../../src/importers/formats/nfdump-csv.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;
const SHORT = "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows";
const WIDE = "ts,te,td,sa,da,sp,dp,pr,flg,ipkt,ibyt,opkt,obyt";
const short = (...rows: string[]): string => [SHORT, ...rows, ""].join("\n");
const miner = "2026-03-02 09:00:00.000,300.000,TCP,10.0.4.7,50312,203.0.113.9,14444,61,9000,1";
const pool = "2026-03-02 09:00:00.000,300.000,TCP,203.0.113.9,14444,10.0.4.7,50312,61,4000,1";

describe("nfdump's CSV", () => {
  it("is told by its columns, old and new", () => {
    expect(nfdumpCsv.sniff(headOf(nfdumpCsv.example))).toBe(1);
    expect(nfdumpCsv.sniff(headOf(`${WIDE}\n`))).toBe(1);
    expect(nfdumpCsv.sniff(headOf("ts,te,td,sa,da\n"))).toBe(0);
    expect(nfdumpCsv.sniff(headOf("timestamp,host.name,system.cpu.utilization\n"))).toBe(0);
  });

  it("joins both directions of a connection, whichever the file has first", async () => {
    for (const rows of [
      [miner, pool],
      [pool, miner],
    ]) {
      const { counts, connections } = await readFormat(nfdumpCsv, short(...rows));
      expect(counts).toEqual({ stored: 2, skipped: 0, rejected: 0 });
      expect(connections).toEqual([
        expect.objectContaining({
          host: "10.0.4.7",
          start: at("2026-03-02T09:00:00Z"),
          durationSeconds: 300,
          transport: "tcp",
          direction: "outbound",
          sourceIp: "10.0.4.7",
          sourcePort: 50312,
          destinationIp: "203.0.113.9",
          destinationPort: 14444,
          bytesOut: 9000,
          bytesIn: 4000,
        }),
      ]);
    }
  });

  it("joins the pieces that the active timeout cut, and not what comes much later", async () => {
    const piece = miner.replace("09:00:00", "09:05:01");
    const later = miner.replace("09:00:00", "12:00:00");
    const { connections } = await readFormat(nfdumpCsv, short(miner, piece, later));
    expect(connections.map(({ durationSeconds, bytesOut }) => [durationSeconds, bytesOut])).toEqual([
      [601, 18_000],
      [300, 9000],
    ]);
  });

  it("reads the zone that was stated for the source, and says so where none was", async () => {
    expect((await readFormat(nfdumpCsv, short(miner))).notes).toContain(
      "The times name no zone and nobody stated one: they were read as UTC.",
    );
  });

  it("reads padded wide columns with both directions in one row, and skips the summary", async () => {
    const row =
      "2018-05-19 06:24:00,2018-05-19 06:24:01,   0.500,10.0.0.9,198.51.100.7, 50000,  443,TCP,...AP.S.,4,  172,3, 99";
    const text = `${WIDE}\n${row}\nSummary\nflows,bytes,packets,avg_bps,avg_pps,avg_bpp\n1,271,7,1,1,1\n`;
    const { counts, connections } = await readFormat(nfdumpCsv, text);
    expect(counts).toEqual({ stored: 1, skipped: 3, rejected: 0 });
    expect(connections[0]).toMatchObject({ durationSeconds: 0.5, bytesOut: 172, bytesIn: 99, destinationPort: 443 });
  });

  it("rejects what is no flow and reads on", async () => {
    const { counts, rejects } = await readFormat(
      nfdumpCsv,
      short("x,1,TCP,10.0.0.1,1,10.0.0.2,2,1,1,1", "2026-03-02 09:00:00,1,TCP,here,1,there,2,1,1,1", "cut,off", miner),
    );
    expect(counts).toEqual({ stored: 1, skipped: 0, rejected: 3 });
    expect(rejects.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it.skipIf(!hasTestData)(`reads the flows of real pool connections (${noTestData})`, async () => {
    const folder = "import/events/miner-captures/derived";
    const monero = await readFormat(nfdumpCsv, realFile(`${folder}/xmr.suprnova.cc.nfdump-1.7.1-csv.csv`));
    expect(monero.counts).toEqual({ stored: 2, skipped: 3, rejected: 0 });
    expect(monero.connections).toHaveLength(1);
    expect(monero.connections[0]).toMatchObject({
      destinationIp: "37.59.21.58",
      destinationPort: 5222,
      bytesOut: 2054,
      bytesIn: 2594,
    });
    for (const [name, flows] of [
      ["coinhive-stratum", 54],
      ["bitcoin-mining", 30],
      ["cgminer.s2", 373],
    ] as const) {
      const { counts, connections } = await readFormat(nfdumpCsv, realFile(`${folder}/${name}.nfdump-1.7.1-csv.csv`));
      expect(counts).toEqual({ stored: flows, skipped: 3, rejected: 0 });
      const bytes = connections.reduce((total, { bytesIn, bytesOut }) => total + (bytesIn ?? 0) + (bytesOut ?? 0), 0);
      expect(bytes).toBe({ "coinhive-stratum": 97_227, "bitcoin-mining": 28_265, "cgminer.s2": 116_696 }[name]);
    }
  });
});
