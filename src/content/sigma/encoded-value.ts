/** Values as they look inside encoded text: Sigma's `base64`, `base64offset`, `wide` and `utf16` modifiers. */
import { base64Fragment } from "../base64-fragments.ts";

type TextEncoding = "utf16le" | "wide" | "utf16be" | "utf16";

export function isTextEncoding(modifier: string | undefined): modifier is TextEncoding {
  return modifier === "utf16le" || modifier === "wide" || modifier === "utf16be" || modifier === "utf16";
}

/** UTF-8 unless an encoding is named. */
export function bytesOf(text: string, encoding: string | undefined): number[] {
  if (!isTextEncoding(encoding)) return utf8(text);
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  const pairs = units.flatMap((unit) => {
    const bytes = [unit & 0xff, unit >> 8];
    return encoding === "utf16be" ? bytes.reverse() : bytes;
  });
  return encoding === "utf16" ? [0xff, 0xfe, ...pairs] : pairs;
}

/** As a whole, padding included. */
export function base64Of(bytes: readonly number[]): string {
  const missing = (3 - (bytes.length % 3)) % 3;
  const whole = base64Fragment([...bytes, ...new Array<number>(missing).fill(0)], 0);
  return whole.slice(0, whole.length - missing) + "=".repeat(missing);
}

/** What can be recognised whatever stands before and after it: one form for each of the three places it can begin at. */
export function base64OffsetForms(bytes: readonly number[]): string[] {
  return [0, 1, 2].map((offset) => base64Fragment(bytes, offset));
}

function utf8(text: string): number[] {
  return [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
    if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
    return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
  });
}
