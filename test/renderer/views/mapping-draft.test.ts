import { expect, it } from "vitest";
import { parseMapping } from "../../../src/importers/mapping.ts";
import { meaningsOf, problemOf, readDraft, writeDraft } from "../../../renderer/views/import/mapping-draft.ts";

const guess = JSON.stringify({
  plimsollMapping: 1,
  time: { column: "Zeit", form: "day-first", zone: "Europe/Berlin" },
  host: { column: "Rechner" },
  decimal: ",",
  delimiter: ";",
  columns: [{ column: "CPU %", as: "system.cpu.utilization", scale: 0.01 }],
});
const columns = ["Zeit", "Rechner", "CPU %", "Bemerkung"];

it("ignores everything where there is no guess, and says what is missing", () => {
  const draft = readDraft(undefined, columns);
  expect(draft.columns.map((one) => one.meaning)).toEqual(["", "", "", ""]);
  expect(problemOf(draft)).toBe("Say which column holds the time.");
});

it("gives back what the engine guessed, in the form that the engine reads", () => {
  const draft = readDraft(guess, columns);
  expect(draft.columns.map((one) => one.meaning)).toEqual(["time", "host", "system.cpu.utilization", ""]);
  expect(problemOf(draft)).toBeUndefined();
  expect(parseMapping(writeDraft(draft))).toEqual({ ...JSON.parse(guess), kind: "metrics" });
});

it("names a host for the whole table only where no column does", () => {
  const draft = { ...readDraft(guess, columns), host: "RND-07" };
  expect(parseMapping(writeDraft(draft)).host).toEqual({ column: "Rechner" });
  const without = {
    ...draft,
    columns: draft.columns.map((one) => (one.meaning === "host" ? { ...one, meaning: "" } : one)),
  };
  expect(parseMapping(writeDraft(without)).host).toEqual({ name: "RND-07" });
});

it("refuses two times and a table without values", () => {
  const draft = readDraft(guess, columns);
  const all = (meaning: string) => ({ ...draft, columns: draft.columns.map((one) => ({ ...one, meaning })) });
  expect(problemOf(all("time"))).toBe("Only one column can be the time.");
  const timeOnly = {
    ...draft,
    columns: draft.columns.map((one) => (one.meaning === "time" ? one : { ...one, meaning: "" })),
  };
  expect(problemOf(timeOnly)).toBe("Say what at least one other column means.");
});

it("offers metrics for a table of metrics and fields for a table of events", () => {
  expect(meaningsOf("metrics").some((one) => one.id === "system.cpu.utilization")).toBe(true);
  expect(meaningsOf("connections").some((one) => one.id === "destination.ip")).toBe(true);
});
