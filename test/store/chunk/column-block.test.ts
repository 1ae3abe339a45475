import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { decodeBlock, decodeSamples, encodeBlock, rowsOf } from "../../../src/store/chunk/column-block.ts";
import { MOST_ROWS } from "../../../src/store/chunk/limits.ts";
import { toValue } from "../../../src/store/chunk/scaling.ts";

const START = 1_700_000_000_000_000;

function regularTimes(count: number, step = 300_000_000): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => START + index * step);
}

/** Encodes and decodes at an offset among other rows, which must stay as they are. */
function roundTrip(times: Float64Array | undefined, columns: readonly Float64Array[], count: number): Uint8Array {
  const block = encodeBlock(times, columns, 0, count);
  const outTimes = times === undefined ? undefined : new Float64Array(count + 10).fill(-7);
  const outColumns = columns.map(() => new Float64Array(count + 10).fill(-7));
  expect(decodeBlock(block, outTimes, outColumns, 3)).toBe(count);
  const pairs = columns.map((column, index) => [column, outColumns[index]] as const);
  for (const [before, after] of times === undefined ? pairs : [[times, outTimes] as const, ...pairs]) {
    expect(after?.subarray(0, 3)).toEqual(Float64Array.of(-7, -7, -7));
    expect(after?.subarray(3 + count)).toEqual(new Float64Array(7).fill(-7));
    for (let i = 0; i < count; i += 1) {
      if (!Object.is(before[i], after?.[3 + i])) expect([i, after?.[3 + i]]).toEqual([i, before[i]]);
    }
  }
  return block;
}

/** A small generator whose sequence is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The samples of a block, however far it was decoded, and whether its values and times were left as they lie in it. */
function samplesOf(
  block: Uint8Array,
  values: Float64Array,
): { samples: [number, number][]; isLeft: [boolean, boolean] } {
  const count = values.length;
  const listed = { times: new Float64Array(count), values: new Float64Array(count) };
  const bounds = { min: Math.min(...values), max: Math.max(...values) };
  const { steady, unscaled } = decodeSamples(block, bounds, listed.times, listed.values);
  const samples = Array.from({ length: count }, (_, row): [number, number] => [
    steady === undefined ? (listed.times[row] ?? 0) : steady.first + steady.step * row,
    unscaled === undefined ? (listed.values[row] ?? 0) : toValue(unscaled.scaling, unscaled.integers[row] ?? 0),
  ]);
  return { samples, isLeft: [steady !== undefined, unscaled !== undefined] };
}

const anyDouble = fc.double({ noDefaultInfinity: false, noNaN: false });
const special = fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** 53);
const decimals = fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }));

describe("a column block", () => {
  it("gives small whole numbers and even steps as such, and the same samples", () => {
    const walk = fc.record({
      seed: fc.nat(),
      count: fc.integer({ min: 2, max: MOST_ROWS }),
      swing: fc.constantFrom(0, 1, 30, 5_000, 2 ** 24, 2 ** 27),
      drift: fc.constantFrom(-7, 0, 3, 100_000),
      spikes: fc.constantFrom(0, 0.02, 0.5),
      unit: fc.constantFrom(1, 12, 4_096),
      divisor: fc.constantFrom(1, 10, 10_000),
      hasHole: fc.boolean(),
    });
    fc.assert(
      fc.property(walk, ({ seed, count, swing, drift, spikes, unit, divisor, hasHole }) => {
        const random = seeded(seed);
        let level = Math.round(swing * random());
        const integers = Array.from({ length: count }, () => {
          level += drift + Math.round(swing * (random() - 0.5));
          if (Math.abs(level) > 2 ** 28 / unit) level = 0;
          return unit * (random() < spikes ? level + Math.round(random() * 2 ** 16) : level);
        });
        const values = Float64Array.from(integers, (integer) => integer / divisor);
        const times = regularTimes(count);
        if (hasHole) times[count - 1] = (times[count - 1] ?? 0) + 1;
        const { samples, isLeft } = samplesOf(encodeBlock(times, [values], 0, count), values);
        expect(samples).toEqual(Array.from(values, (value, row) => [times[row], value]));
        expect(isLeft[0]).toBe(!hasHole || count === 2);
      }),
    );
    const cpu = Float64Array.from({ length: 500 }, (_, row) => ((row * 7919) % 9_973) / 10_000);
    expect(samplesOf(encodeBlock(regularTimes(500), [cpu], 0, 500), cpu).isLeft).toEqual([true, true]);
  });

  it("gives numbers that are large, exceptional or missing as values", () => {
    const base = Array.from({ length: 300 }, (_, row) => row / 10);
    for (const odd of [2 ** 31, Math.PI, Number.NaN]) {
      const values = Float64Array.from([...base, odd, ...base]);
      const times = regularTimes(values.length);
      const { samples, isLeft } = samplesOf(encodeBlock(times, [values], 0, values.length), values);
      expect(isLeft).toEqual([true, false]);
      expect(samples).toEqual(Array.from(values, (value, row) => [times[row], value]));
    }
  });

  it("refuses to hold no rows or more than its most", () => {
    expect(() => encodeBlock(undefined, [new Float64Array(0)], 0, 0)).toThrow(RangeError);
    expect(() => encodeBlock(undefined, [new Float64Array(4000)], 0, MOST_ROWS + 1)).toThrow(RangeError);
  });

  it("gives every double back, bit for bit", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyDouble, special), { minLength: 1, maxLength: 400 }), (values) => {
        roundTrip(undefined, [Float64Array.from(values)], values.length);
      }),
    );
  });

  it("gives decimals with some other doubles and gaps among them back", () => {
    const decimal = decimals.map(([digits, places]) => digits / 10 ** places);
    const mixed = fc.oneof({ weight: 20, arbitrary: decimal }, { weight: 1, arbitrary: fc.oneof(anyDouble, special) });
    fc.assert(
      fc.property(fc.array(mixed, { minLength: 1, maxLength: 700 }), (values) => {
        roundTrip(undefined, [Float64Array.from(values)], values.length);
      }),
    );
  });

  it("gives series of many shapes back at full length", () => {
    const random = seeded(1);
    const shapes: ((index: number) => number)[] = [
      () => 42,
      () => 0.1,
      (index) => index * 4096,
      () => Math.floor(random() * 1e6),
      () => Math.round(random() * 10_000) / 100 / 100,
      () => Math.round(random() * 300) / 15,
      () => (Math.round(random() * 300) / 15 / 100) * 1.0000001,
      (index) => (index % 97 === 0 ? 9e12 + random() : Math.round(random() * 100)),
      () => Math.fround(random()),
      () => random(),
      (index) => (index % 5 < 2 ? Number.NaN : Math.round(random() * 100)),
      () => Number.NaN,
      (index) => (index % 2 === 0 ? 2 ** 49 : -(2 ** 49)),
      (index) => 2 ** 50 - index,
      (index) => [0, 2 ** 29 - 1, 1 - 2 ** 29, 1][index % 4] ?? 0,
      (index) => [0, 2 ** 29, -(2 ** 29), 1][index % 4] ?? 0,
      (index) => [0, 3 * (2 ** 29 - 1), 3 * (1 - 2 ** 29), 3][index % 4] ?? 0,
      () => [0.1 + 0.2, Math.PI, Math.E, -1 / 3][Math.floor(random() * 4)] ?? 0,
      (index) => (index === 1000 ? -0 : 0),
    ];
    const columns = shapes.map((shape) => Float64Array.from({ length: MOST_ROWS }, (_, index) => shape(index)));
    for (const count of [1, 2, 127, 128, 129, MOST_ROWS]) {
      for (const column of columns) roundTrip(regularTimes(count), [column], count);
    }
    roundTrip(undefined, columns, MOST_ROWS);
  });

  it("gives times back to the microsecond: regular, jittered, with breaks, repeated and far apart", () => {
    const random = seeded(2);
    const cadences: ((time: number, index: number) => number)[] = [
      () => 300_000_000,
      () => 15_000_000 + Math.floor(random() * 2000) - 1000,
      (_, index) => (index % 300 === 0 ? 86_400_000_000 : 60_000_000),
      () => Math.floor(random() * 3),
      () => Math.floor(random() * 10 ** 12),
      () => 0,
    ];
    for (const cadence of cadences) {
      let time = START;
      const times = Float64Array.from({ length: MOST_ROWS }, (_, index) => (time += cadence(time, index)));
      for (const count of [1, 2, 3, 500, MOST_ROWS]) roundTrip(times, [times], count);
    }
    roundTrip(Float64Array.of(-(2 ** 53), 0, 2 ** 53), [], 3);
    roundTrip(Float64Array.of(0.5, 1.5, 2), [], 3);
  });

  it("gives any ascending times back", () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant(60_000_000),
        fc.nat(),
        fc.maxSafeNat().map((n) => n % 2 ** 43),
      ),
      {
        minLength: 1,
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let time = START;
        roundTrip(
          Float64Array.from(list, (step) => (time += step)),
          [],
          list.length,
        );
      }),
    );
  });

  it("takes little room for what telemetry is", () => {
    const random = seeded(3);
    const bytesPerSample = (value: (index: number) => number): number => {
      const values = Float64Array.from({ length: MOST_ROWS }, (_, index) => value(index));
      return roundTrip(regularTimes(MOST_ROWS), [values], MOST_ROWS).length / MOST_ROWS;
    };
    expect({
      constant: bytesPerSample(() => 0.25) < 0.05,
      wholePerCentOfRatio: bytesPerSample(() => Math.round(20 + random() * 30) / 100) < 0.8,
      twoDecimals:
        bytesPerSample((index) => Math.round(2000 + 500 * Math.sin(index / 46) + random() * 300) / 100) < 1.5,
      kilobytes: bytesPerSample(() => Math.round(random() * 1000) * 1024) < 1.4,
      counterRate: bytesPerSample(() => Math.round(random() * 30_000) / 300) < 2,
      singlePrecision: bytesPerSample(() => Math.fround(random())) < 4,
    }).toEqual({
      constant: true,
      wholePerCentOfRatio: true,
      twoDecimals: true,
      kilobytes: true,
      counterRate: true,
      singlePrecision: true,
    });
  });
});

describe("a damaged block", () => {
  const random = seeded(4);
  const samples = [
    encodeBlock(
      regularTimes(700),
      [Float64Array.from({ length: 700 }, () => Math.round(random() * 1e4) / 100)],
      0,
      700,
    ),
    encodeBlock(regularTimes(300), [Float64Array.from({ length: 300 }, () => random())], 0, 300),
    encodeBlock(
      Float64Array.from({ length: 300 }, (_, index) => START + index * 1e6 + Math.floor(random() * 1e5)),
      [
        Float64Array.from({ length: 300 }, (_, index) =>
          index % 7 === 0 ? Number.NaN : ([Math.PI, 1e300][index % 2] ?? 0),
        ),
      ],
      0,
      300,
    ),
  ];
  const times = new Float64Array(MOST_ROWS);
  const values = new Float64Array(MOST_ROWS);
  const decode = (block: Uint8Array): number => decodeBlock(block, times, [values], 0);

  it("is refused with a clear error when any byte changes or is missing", () => {
    for (const block of samples) {
      for (let position = 0; position < block.length; position += 1) {
        const changed = block.slice();
        changed[position] = (changed[position] ?? 0) ^ 0x41;
        expect(() => decode(changed)).toThrow(UserError);
        expect(() => decode(block.subarray(0, position))).toThrow(UserError);
      }
    }
    expect(() => decode(new Uint8Array(0))).toThrow(/damaged/);
    expect(() => rowsOf(new Uint8Array(20))).toThrow(/0 rows/);
    expect(() => decodeBlock(samples[0] ?? new Uint8Array(0), undefined, [values], 0)).toThrow(/columns/);
  });

  it("never crashes, hangs or runs over, even where its checksum was made to match", () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...samples), edits, (block, changes) => {
        const changed = block.slice();
        for (const [position, byte] of changes) changed[6 + (position % (changed.length - 6))] = byte;
        const view = new DataView(changed.buffer);
        view.setUint32(0, crc32(changed.subarray(4)), true);
        try {
          expect(decode(changed)).toBeLessThanOrEqual(MOST_ROWS);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
