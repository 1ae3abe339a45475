/**
 * Text built as bytes: rows of numbers go into one buffer without a string each, which is what makes a year of samples
 * a matter of seconds. Everything written is ASCII or UTF-8; numbers have a fixed count of decimals.
 */
import type { OutputFile } from "./output-file.ts";

const BLOCK = 1 << 20;
/** Room that any one number may need. */
const NUMBER_ROOM = 32;

export interface ByteWriter {
  text(text: string): void;
  byte(code: number): void;
  /** A whole number below 2^53, with at least `width` digits. */
  integer(value: number, width?: number): void;
  /** `decimals` digits after the point, 0 to 6. */
  fixed(value: number, decimals: number): void;
  /** Hands on what has been written once a block is full; call between records. */
  flush(): Promise<void>;
  /** Writes the rest and closes the file. */
  close(): Promise<void>;
}

export function byteWriter(output: OutputFile): ByteWriter {
  let buffer = Buffer.allocUnsafe(2 * BLOCK);
  let length = 0;

  const reserve = (bytes: number): void => {
    if (length + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, length + bytes));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  };

  const digits = (value: number, width: number): void => {
    let count = 1;
    for (let power = 10; power <= value; power *= 10) count += 1;
    count = Math.max(count, width);
    let rest = value;
    for (let index = length + count - 1; index >= length; index -= 1) {
      const next = Math.floor(rest / 10);
      buffer[index] = 48 + (rest - next * 10);
      rest = next;
    }
    length += count;
  };

  const empty = async (): Promise<void> => {
    const bytes = buffer.subarray(0, length);
    length = 0;
    await output.write(bytes);
  };

  return {
    text(text) {
      reserve(3 * text.length);
      length += buffer.write(text, length);
    },
    byte(code) {
      reserve(1);
      buffer[length] = code;
      length += 1;
    },
    integer(value, width = 1) {
      reserve(NUMBER_ROOM);
      if (value < 0) {
        buffer[length] = 45;
        length += 1;
      }
      digits(Math.abs(value), width);
    },
    fixed(value, decimals) {
      reserve(NUMBER_ROOM);
      const scale = SCALES[decimals] ?? 1;
      const whole = Math.round(Math.abs(value) * scale);
      if (value < 0 && whole > 0) {
        buffer[length] = 45;
        length += 1;
      }
      const before = Math.floor(whole / scale);
      digits(before, 1);
      if (decimals === 0) return;
      buffer[length] = 46;
      length += 1;
      digits(whole - before * scale, decimals);
    },
    async flush() {
      if (length >= BLOCK) await empty();
    },
    async close() {
      await empty();
      await output.close();
    },
  };
}

const SCALES = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
