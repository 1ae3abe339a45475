/**
 * What a phrase leaves in Base64 text. The encoding takes three bytes at a time, so a phrase appears in one of three
 * forms, by how many bytes stand before it; the characters that also depend on its neighbours are left out. PowerShell
 * encodes UTF-16LE, most else encodes the plain bytes: six fragments in all.
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function base64Fragments(phrase: string): string[] {
  const plain = [...phrase].map((character) => character.charCodeAt(0));
  const utf16 = plain.flatMap((code) => [code & 0xff, code >> 8]);
  return [plain, utf16].flatMap((bytes) => [0, 1, 2].map((offset) => base64Fragment(bytes, offset)));
}

/** The characters that are decided by `bytes` alone when `offset` unknown bytes stand before them. */
export function base64Fragment(bytes: readonly number[], offset: number): string {
  const firstBit = offset * 8;
  const lastBit = firstBit + bytes.length * 8;
  let text = "";
  for (let bit = Math.ceil(firstBit / 6) * 6; bit + 6 <= lastBit; bit += 6) {
    const from = bit - firstBit;
    const high = bytes[from >> 3] ?? 0;
    const low = bytes[(from >> 3) + 1] ?? 0;
    text += ALPHABET.charAt((((high << 8) | low) >> (10 - (from & 7))) & 63);
  }
  return text;
}
