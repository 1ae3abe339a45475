/** Rows that are scanned as bytes give what the same rows give that are read as text. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { genericTable } from "../../../src/importers/formats/generic-table.ts";
import { readFormat, type Imported, type ReadOptions } from "./read-format.ts";

const START = 1_772_323_200_000;
const cell = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 10_000 }).map((value) => (value / 100).toFixed(2)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", " ", "7.5%", "n/a", "oops", "-3", "1e2", " 4.25\t", "99999999999999999999.5"),
  },
);
const line = fc.record({
  host: fc.constantFrom("A", "B", "c.corp.example"),
  cpu: cell,
  memory: cell,
  hasZone: fc.boolean(),
});
const table = fc.array(line, { minLength: 5, maxLength: 40 });

function time(row: number, hasZone: boolean): string {
  const iso = new Date(START + row * 300_000).toISOString().slice(0, 19);
  return hasZone ? `${iso}Z` : iso.replace("T", " ");
}

/** What a table gives, or why it is refused: a value beyond all bounds leaves its column out, and two of them both. */
async function outcome(text: string, options?: ReadOptions): Promise<Imported | UserError> {
  try {
    return await readFormat(genericTable, text, options);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

test("in separated text, also beside rows with quotes, too few cells and open quotes", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.nat(), async (rows, odd) => {
      const lines = rows.map(({ host, cpu, memory, hasZone }, row) => `${time(row, hasZone)};${host};${cpu};${memory}`);
      lines.splice(odd % lines.length, 0, "too;few", "", `${time(90, true)};"A";"1.5";2.5`, 'x;"open');
      const header = "Time;Host;CPU usage [%];Memory usage [%]\n";
      const ordinary = "2026-03-02T00:00:00Z;A;1;2\n".repeat(3);
      const plain = await outcome(header + ordinary + lines.join("\n"), { pieceBytes: 120 });
      const quoted = header.replace("Time", '"Time"') + ordinary + lines.join("\n");
      expect(plain).toEqual(await outcome(quoted, { pieceBytes: 100_000 }));
    }),
    { numRuns: 60 },
  );
});

test("in JSON lines, also beside objects with escapes, blanks and keys in another order", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.nat(), async (rows, odd) => {
      const objects = rows.map(({ host, cpu, memory, hasZone }, row) =>
        JSON.stringify({
          timestamp: time(row, hasZone),
          "host.name": host,
          "CPU usage [%]": /^[\d.]+$/.test(cpu) ? Number(cpu) : cpu,
          ...(memory === "" ? {} : { "Memory usage [%]": memory === "n/a" ? null : memory }),
        }),
      );
      objects.splice(
        odd % objects.length,
        0,
        `{ "timestamp" : "${time(91, true)}", "host.name":"\\u0041", "CPU usage [%]" : 4 }`,
        `{"Memory usage [%]":6,"timestamp":"${time(93, true)}","host.name":"A","CPU usage [%]":5}`,
      );
      const lines = await outcome(objects.join("\n"), { pieceBytes: 200 });
      const array = await outcome(`[\n${objects.join(",\n")}\n]`);
      if (lines instanceof UserError) {
        expect(lines).toEqual(array);
        return;
      }
      const shifted = lines.rejects.map((reject) => ({ ...reject, line: reject.line + 1 }));
      expect({ ...lines, rejects: shifted }).toEqual(array);
    }),
    { numRuns: 60 },
  );
});
