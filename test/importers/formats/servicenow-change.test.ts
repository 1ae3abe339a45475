import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/base/time.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { servicenowChange } from "../../../src/importers/formats/servicenow-change.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;
const csv = (...rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`).join("");

const BY_NAME = [
  "number",
  "short_description",
  "state",
  "approval",
  "start_date",
  "end_date",
  "cmdb_ci",
  "sys_created_on",
];
const BY_LABEL = [
  "Number",
  "Short description",
  "State",
  "Approval",
  "Planned start date",
  "Planned end date",
  "Configuration item",
  "Created",
];
const row = (changes: Partial<Record<string, string>> = {}): string[] => {
  const values: Record<string, string> = {
    number: "CHG0030001",
    short_description: 'Patch "all"\nservers',
    state: "Scheduled",
    approval: "Approved",
    start_date: "2026-07-24 22:00:00",
    end_date: "2026-07-25 02:00:00",
    cmdb_ci: "SRV-01",
    sys_created_on: "2026-07-01 09:12:44",
  };
  return BY_NAME.map((name) => changes[name] ?? values[name] ?? "");
};
const record = (changes: object = {}): object => ({
  number: "CHG0000023",
  sys_class_name: "change_request",
  sys_id: "70ad699e47410200e90d87e8dee4907d",
  short_description: "Patch",
  state: "-1",
  approval: "approved",
  start_date: "2026-07-24 22:00:00",
  end_date: "2026-07-25 02:00:00",
  cmdb_ci: { display_value: "SRV-01", link: "https://x/api/now/table/cmdb_ci/1" },
  sys_created_on: { display_value: "2026-07-01 11:12:44", value: "2026-07-01 09:12:44" },
  ...changes,
});

describe("ServiceNow changes", () => {
  it("are told from other tickets and tables", () => {
    expect(servicenowChange.sniff(headOf(csv(BY_NAME, row())))).toBe(0.96);
    expect(servicenowChange.sniff(headOf(csv(BY_LABEL, row())))).toBe(0.96);
    expect(servicenowChange.sniff(headOf(servicenowChange.example))).toBe(0.96);
    expect(servicenowChange.sniff(headOf(JSON.stringify({ result: [record()] })))).toBe(0.97);
    expect(servicenowChange.sniff(headOf(csv(["number", "state"], ["CHG0030001", "New"])))).toBe(0);
    expect(
      servicenowChange.sniff(headOf(csv(["Issue key", "Summary", "Status", "Created"], ["CHG-1", "a", "b", "c"]))),
    ).toBe(0);
    expect(servicenowChange.sniff(headOf('{"number":"INC0001","sys_id":"1","sys_class_name":"incident"}'))).toBe(0);
  });

  it.each([
    ["names", BY_NAME],
    ["labels", BY_LABEL],
  ])("are read from a list by %s, in the zone that was stated", async (_, header) => {
    const imported = await readFormat(servicenowChange, csv(header, row()), { zone: zoneOf("Europe/Berlin") });
    expect(imported.justifications).toEqual([
      {
        id: "CHG0030001",
        kind: "change",
        title: 'Patch "all"\nservers',
        hosts: ["SRV-01"],
        start: at("2026-07-24T20:00:00Z"),
        end: at("2026-07-25T00:00:00Z"),
        recurrence: undefined,
        timeZone: undefined,
        approval: "approved",
        state: "Scheduled, approval Approved",
        created: at("2026-07-01T07:12:44Z"),
        metrics: [],
        expected: [],
        process: undefined,
        locator: 2,
      },
    ]);
    const assumed = await readFormat(servicenowChange, csv(header, row()));
    expect(assumed.justifications[0]?.start).toBe(at("2026-07-24T22:00:00Z"));
    expect(assumed.notes.join()).toContain("nobody stated one");
  });

  it("find out from the whole list whether the day or the month comes first", async () => {
    const dates = (start: string, end: string): string[] =>
      row({ start_date: start, end_date: end, sys_created_on: "01/06/2026 08:00:00 AM" });
    const day = await readFormat(
      servicenowChange,
      csv(
        BY_NAME,
        dates("03/07/2026 10:00:00 PM", "04/07/2026 02:00:00 AM"),
        dates("24/07/2026 10:00:00 PM", "25/07/2026 02:00:00 AM"),
      ),
    );
    expect(day.justifications[0]).toMatchObject({
      start: at("2026-07-03T22:00:00Z"),
      created: at("2026-06-01T08:00:00Z"),
    });
    const open = await readFormat(
      servicenowChange,
      csv(BY_NAME, dates("03/07/2026 10:00:00 PM", "03/08/2026 02:00:00 AM")),
    );
    expect(open.justifications[0]?.start).toBe(at("2026-03-07T22:00:00Z"));
    expect(open.notes.join()).toContain("No date shows");
  });

  it("justify only what somebody allowed", async () => {
    const states: [state: string, approval: string | undefined, type: string, expected: string][] = [
      ["-5", "not requested", "normal", "unapproved"],
      ["New", undefined, "normal", "unapproved"],
      ["Authorize", "requested", "normal", "unapproved"],
      ["Assess", "approved", "normal", "approved"],
      ["-2", "approved", "normal", "approved"],
      ["-2", undefined, "normal", "approved"],
      ["Implement", "requested", "emergency", "unapproved"],
      ["3", "not requested", "standard", "approved"],
      ["3", "rejected", "normal", "cancelled"],
      ["4", "approved", "normal", "cancelled"],
      ["Canceled", undefined, "standard", "cancelled"],
    ];
    const records = states.map(([state, approval, type]) => record({ state, approval, type }));
    const imported = await readFormat(servicenowChange, JSON.stringify({ result: records }));
    expect(imported.justifications.map(({ approval }) => approval)).toEqual(states.map(([, , , expected]) => expected));
  });

  it("come from the API in UTC, whatever zone was stated, unless they are as displayed", async () => {
    const zone = zoneOf("America/New_York");
    const api = await readFormat(servicenowChange, JSON.stringify({ result: [record()] }, undefined, 2), { zone });
    expect(api.justifications[0]).toMatchObject({
      start: at("2026-07-24T22:00:00Z"),
      created: at("2026-07-01T09:12:44Z"),
      hosts: ["SRV-01"],
      state: "Implement, approval approved",
    });
    const single = await readFormat(servicenowChange, JSON.stringify({ result: record() }));
    expect(single.counts.stored).toBe(1);
    const displayed = await readFormat(servicenowChange, `${JSON.stringify(record({ state: "Implement" }))}\n`, {
      zone,
    });
    expect(displayed.justifications[0]?.start).toBe(at("2026-07-25T02:00:00Z"));
  });

  it("fall back to what was done where no plan was written down, and keep several hosts", async () => {
    const done = record({
      start_date: "",
      end_date: "",
      work_start: "2026-07-24 23:00:00",
      work_end: "",
      closed_at: "2026-07-25 01:00:00",
      cmdb_ci: "70ad699e47410200e90d87e8dee4907d",
      u_hosts: "SRV-02; SRV-03",
    });
    const imported = await readFormat(servicenowChange, JSON.stringify([done, record({ cmdb_ci: "" })]));
    expect(imported.justifications[0]).toMatchObject({
      start: at("2026-07-24T23:00:00Z"),
      end: at("2026-07-25T01:00:00Z"),
      hosts: ["SRV-02", "SRV-03"],
    });
    expect(imported.notes).toEqual([
      "Configuration items are given by their internal id only: export them with display values.",
      "A change that names no host explains nothing by itself.",
    ]);
  });

  it("are rejected one by one where they cannot be read", async () => {
    const content = Buffer.concat([
      Buffer.from(
        csv(
          BY_NAME,
          row({ number: "" }),
          row({ start_date: "2026-02-30 10:00:00" }),
          row({ end_date: "2026-07-23 02:00:00" }),
          [...row(), "more"],
          row(),
        ),
      ),
      Buffer.from(`${"y".repeat(9_000)}\n"`),
      Buffer.from([0xe9]),
      Buffer.from(`CHG0030009","cut`),
    ]);
    const imported = await readFormat(servicenowChange, content, { longestLine: 8_000 });
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 6 });
    const other = await readFormat(servicenowChange, JSON.stringify([record({ sys_class_name: "incident" }), 7]));
    expect(other.counts).toEqual({ stored: 0, skipped: 1, rejected: 1 });
  });
});

describe.skipIf(!hasTestData)(`real ServiceNow exports (${noTestData})`, () => {
  it("import whole", async () => {
    const content = realFile("import/events/10-change-tickets/servicenow_CHG0000023.record.json");
    expect(servicenowChange.sniff(headOf(content))).toBe(0.97);
    const imported = await readFormat(servicenowChange, content);
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 0 });
    expect(imported.justifications[0]).toMatchObject({
      id: "CHG0000023",
      title: "Decommission server",
      start: at("2015-07-06T18:17:41Z"),
      end: at("2015-07-06T18:18:34Z"),
      approval: "approved",
      hosts: [],
      created: at("2015-07-06T18:17:22Z"),
    });
    const header = realFile("reference/events/10-change-tickets/servicenow_change_request_csv.header-only.csv");
    expect(servicenowChange.sniff(headOf(header))).toBe(0.96);
    expect((await readFormat(servicenowChange, header)).counts).toEqual({ stored: 0, skipped: 0, rejected: 0 });
  });
});
