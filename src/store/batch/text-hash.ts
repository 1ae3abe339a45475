/** Hashes of texts (FNV-1a), to tell them apart where keeping the texts themselves would take too much memory. */
const PRIME = 0x01_00_01_93;
const BASIS = 0x81_1c_9d_c5;

/** 32 bits, the same for upper and lower case. */
export function foldedHash(text: string): number {
  let hash = BASIS;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return wideHash(text.toLowerCase(), 0);
    hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code + 32 : code), PRIME);
  }
  return hash >>> 0;
}

/** 53 bits of a text and a number. */
export function wideHash(text: string, seed: number): number {
  let high = BASIS ^ seed;
  let low = Math.imul(BASIS, PRIME) ^ seed;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, PRIME);
    low = Math.imul(low ^ code, 0x5b_d1_e9_95);
    low ^= low >>> 13;
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
