import { describe, expect, it } from "vitest";
import { completeFilter, conditionOf, narrowed, typedPart } from "../../src/filter/complete-filter.ts";
import { connectionFields } from "../../src/filter/event-fields.ts";

const offered = (text: string, values: readonly string[] = []): string[] =>
  completeFilter(typedPart(text, text.length), connectionFields, values).map((one) => one.text);

describe("completion", () => {
  it("offers the fields whose name or title holds what is typed, those that begin with it first", () => {
    expect(offered("destination.p")).toEqual(["destination.port:"]);
    expect(offered("process.name:x and (dest")).toEqual([
      "destination.domain:",
      "destination.ip:",
      "destination.port:",
    ]);
    expect(offered("bytes")).toEqual(["host.network.egress.bytes:", "host.network.ingress.bytes:"]);
    expect(offered("")).toHaveLength(connectionFields.length);
  });

  it("offers values after a sign of comparison and inside a list", () => {
    expect(offered("network.direction:")).toEqual(["outbound", "inbound"]);
    expect(offered("network.direction:(inbound, out")).toEqual(["outbound"]);
    expect(offered("process.name:sv", ["svchost.exe", "C:\\Program Files\\svc.exe"])).toEqual([
      "svchost.exe",
      '"C:\\Program Files\\svc.exe"',
    ]);
  });

  it("offers nothing inside quotes and for fields that are not there", () => {
    expect(offered('process.name:"dest')).toEqual([]);
    expect(offered("no.such:")).toEqual([]);
  });

  it("takes the place of what was typed and nothing else", () => {
    const text = "process.name:x and dest or y";
    const [first] = completeFilter(typedPart(text, 23), connectionFields);
    expect([first?.from, first?.to]).toEqual([19, 23]);
  });
});

describe("a condition", () => {
  it("means one value and no other", () => {
    expect(conditionOf("process.name", "svchost.exe")).toBe("process.name:svchost.exe");
    expect(conditionOf("process.name", "a*b")).toBe('process.name:"a*b"');
    expect(conditionOf("process.name", undefined)).toBe("not process.name:*");
    expect(conditionOf("destination.port", 443)).toBe("destination.port:443");
  });

  it("narrows a filter as a whole", () => {
    expect(narrowed("", "a:1")).toBe("a:1");
    expect(narrowed("a:1", "b:2")).toBe("a:1 and b:2");
    expect(narrowed("a:1 or c:3", "b:2")).toBe("(a:1 or c:3) and b:2");
  });
});
