import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/base/time.ts";
import { UTC, zoneOf } from "../../src/base/zone.ts";
import { connectionFields, processFields } from "../../src/filter/event-fields.ts";
import { parseFilter, type ParsedFilter } from "../../src/filter/parse-filter.ts";

const connections = (text: string): ParsedFilter => parseFilter(text, connectionFields, UTC);
const processes = (text: string): ParsedFilter => parseFilter(text, processFields, UTC);

/** The expression with its names left out: enough to see how it is put together. */
function shapeOf(text: string): unknown {
  const shape = (one: NonNullable<ParsedFilter["expression"]>): unknown => {
    switch (one.kind) {
      case "and":
      case "or":
        return [one.kind, ...one.all.map(shape)];
      case "not":
        return ["not", shape(one.one)];
      case "text":
        return one.like;
      case "anywhere":
        return one.text;
      case "has":
        return "*";
      case "range":
        return [one.from?.value, one.to?.value];
    }
  };
  const { expression } = connections(text);
  return expression === undefined ? undefined : shape(expression);
}

describe("a filter that is wrong", () => {
  it.each([
    ["process.nam:x", /There is no field "process.nam" here\. Did you mean process\.name\?/, 0, 11],
    ["destination.port > many", /"many" is no number\. Write it like 14433/, 19, 23],
    ["event.start:yesterday", /"yesterday" is no time\. Write it like 2026-04-12/, 12, 21],
    ["event.duration:5parsecs", /"5parsecs" is no duration/, 15, 23],
    ["process.name > x", /is a text: it goes with ":" or "!="/, 15, 16],
    ["(process.name:x", /This parenthesis is not closed/, 0, 1],
    ["process.name:x)", /closing parenthesis too many/, 14, 15],
    ['process.name:"x', /This quote is not closed/, 13, 15],
    ["process.name:", /A value is missing after "process.name"/, 13, 13],
    ["process.name:x and", /Something is missing at the end/, 18, 18],
    ["or process.name:x", /A condition is missing before "or"/, 0, 17],
    ["destination.port:9..3", /ends before it begins/, 17, 21],
    ["destination.port:(1 2)", /parted by commas/, 20, 22],
    ["E:\\drv", /There is no field "E" here\. A text to look for is put in quotes\./, 0, 1],
  ])("%s is told with its place", (text, message, from, to) => {
    const { problem } = connections(text);
    expect(problem?.message).toMatch(message);
    expect([problem?.from, problem?.to]).toEqual([from, to]);
  });

  it("is never longer or deeper than it can be read", () => {
    expect(connections("x".repeat(2_001)).problem?.message).toMatch(/at most 2000 characters/);
    expect(connections("(".repeat(100)).problem?.message).toMatch(/nested too deeply/);
    expect(connections("not ".repeat(100)).problem?.message).toMatch(/nested too deeply/);
  });
});

describe("a filter", () => {
  it("binds not before and, and and before or", () => {
    expect(shapeOf("not a and b or c d")).toEqual(["or", ["and", ["not", "a"], "b"], ["and", "c", "d"]]);
    expect(shapeOf("not (a or b) c")).toEqual(["and", ["not", ["or", "a", "b"]], "c"]);
    expect(shapeOf("android order nothing")).toEqual(["and", "android", "order", "nothing"]);
    expect(shapeOf("  ")).toBeUndefined();
  });

  it("takes text to the letter in quotes and with wildcards outside", () => {
    expect(shapeOf("process.name:svc*t?.exe")).toBe("svc%t_.exe");
    expect(shapeOf('process.name:"100%_*.exe"')).toBe("100\\%\\_*.exe");
    expect(shapeOf('process.name:"say ""hi"""')).toBe('say "hi"');
    expect(processes("process.executable:E:\\drv\\*").expression).toMatchObject({ like: "E:\\\\drv\\\\%" });
    expect(shapeOf("process.name:*")).toBe("*");
    expect(shapeOf('process.name:"*"')).toBe("*");
  });

  it("reads lists and spans of numbers, bytes and durations", () => {
    expect(shapeOf("destination.port:(443, 3333)")).toEqual(["or", [443, 443], [3333, 3333]]);
    expect(shapeOf("destination.port != (443, 80)")).toEqual(["not", ["or", [443, 443], [80, 80]]]);
    expect(shapeOf("destination.port:1024..65535")).toEqual([1024, 65535]);
    expect(shapeOf("host.network.egress.bytes>10MiB")).toEqual([10 * 2 ** 20, undefined]);
    expect(shapeOf("event.duration >= 1h30m")).toEqual([5400, undefined]);
    expect(shapeOf("event.duration < 90")).toEqual([undefined, 90]);
  });

  it("takes a time for as long as it is written, on the clock that is shown", () => {
    const day = { from: parseInstant("2026-04-12T00:00Z"), to: parseInstant("2026-04-13T00:00Z") };
    expect(shapeOf("event.start:2026-04-12")).toEqual([day.from, day.to]);
    expect(shapeOf("event.start>2026-04-12")).toEqual([day.to, undefined]);
    expect(shapeOf("event.start<=2026-04-12")).toEqual([undefined, day.to]);
    expect(shapeOf('event.start:2026-04-12.."2026-04-12 22:10"')).toEqual([
      day.from,
      parseInstant("2026-04-12T22:11Z"),
    ]);
    const berlin = zoneOf("Europe/Berlin") ?? UTC;
    const { expression } = parseFilter("event.start >= 2026-04-12T10:00", connectionFields, berlin);
    expect(expression).toMatchObject({ from: { value: parseInstant("2026-04-12T08:00Z"), isIncluded: true } });
  });

  it("of any text is an expression, nothing, or a problem inside the text", () => {
    const piece = fc.constantFrom(
      ...'and or not ( ) , : = != > >= < <= .. * ? " \\ % process.name destination.port event.start 5m 10MiB 2026-04-12 x'.split(
        " ",
      ),
      " ",
    );
    const typed = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { expression, problem } = connections(text);
        if (problem !== undefined) {
          expect(expression).toBeUndefined();
          expect(problem.message).not.toBe("");
          expect(problem.from).toBeGreaterThanOrEqual(0);
          expect(problem.from).toBeLessThanOrEqual(problem.to);
          expect(problem.to).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});
