/**
 * Seeded random numbers: the same seed gives the same numbers on every run, and named streams do not disturb each
 * other. Whoever simulates forks a stream per subject (`random.fork("RND-07")`), so that adding a draw in one place
 * changes nothing elsewhere.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, period of at least 2^32, fast on 32-bit
 * integers. It is not for secrets.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Pareto with minimum 1: heavy-tailed, without a finite variance for `shape` of 2 or less. */
  pareto(shape: number): number;
  /** Throws on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** A stream of its own that depends on this stream's seed and the name only, not on what was drawn before. */
  fork(name: string): Random;
}

export function seededRandom(seed: number | string): Random {
  return stream(String(seed));
}

function stream(key: string): Random {
  let [a, b, c, counter] = hash(key);
  let spare: number | undefined;

  const next = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + mixed) | 0;
    return (mixed >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 15; round += 1) next();

  /** Marsaglia's polar method: two normal values from one accepted point of the unit disk. */
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * next() - 1;
      const y = 2 * next() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };

  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    normal,
    exponential: () => -Math.log(1 - next()),
    pareto: (shape) => Math.pow(1 - next(), -1 / shape),
    pick(list) {
      const picked = list[Math.floor(list.length * next())];
      if (picked === undefined) throw new Error("pick requires at least 1 entry");
      return picked;
    },
    fork: (name) => stream(`${key}/${name}`),
  };
}

/** Four well-mixed 32-bit words of a text (FNV-1a with a different start each, finished as in MurmurHash3). */
function hash(text: string): [number, number, number, number] {
  const word = (start: number): number => {
    let value = start;
    for (let index = 0; index < text.length; index += 1) {
      value = Math.imul(value ^ text.charCodeAt(index), 16_777_619);
    }
    value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
    return value ^ (value >>> 16);
  };
  return [word(0x811c9dc5), word(0x2f0b4a27), word(0x6c62272e), word(0x1b873593)];
}
