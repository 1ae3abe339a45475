import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/base/canonical-json.ts";

describe("canonical JSON", () => {
  it("sorts keys at every depth, leaves undefined fields out and writes no white space", () => {
    expect(canonicalJson({ b: [{ z: 1, a: "ü" }], a: undefined, A: null, "": true })).toBe(
      '{"":true,"A":null,"b":[{"a":"ü","z":1}]}',
    );
  });

  it("writes numbers that JSON cannot say as null, like JSON.stringify", () => {
    expect(canonicalJson([Number.NaN, Infinity, undefined, -0, 1e21, 0.1])).toBe("[null,null,null,0,1e+21,0.1]");
  });

  it("writes typed arrays as arrays", () => {
    expect(canonicalJson({ values: Float64Array.of(1, 2.5, Number.NaN) })).toBe('{"values":[1,2.5,null]}');
  });

  it("says the same value as JSON.stringify and is stable", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
