/**
 * Texts on their way into the table of texts, as one value that SQLite itself takes apart: JSONB, an object whose labels are
 * the fields, one of which may come many times. So a text crosses threads without being a string there, and a block of
 * them crosses into SQLite at once. <https://sqlite.org/jsonb.html>
 */
import { Buffer } from "node:buffer";

const FIRST_BYTES = 16 * 1024;
/** Element types, the low four bits of an element's head; the high four are its size, or how many bytes state it. */
const RAW_TEXT = 10;
const OBJECT = 12;
const SIZE_IN_1_BYTE = 0xc0;
const SIZE_IN_2_BYTES = 0xd0;
const SIZE_IN_4_BYTES = 0xe0;
/** Type and size of the object. */
const HEAD = 5;
/** Bytes of UTF-8 that a unit of a string takes at most. */
const WIDEST_UNIT = 3;

export class TextBlock {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #end = HEAD;

  /** `field` is below 100. */
  add(field: number, text: string): void {
    const most = WIDEST_UNIT * text.length;
    this.#makeRoom(most + 8);
    const bytes = this.#bytes;
    let at = this.#end;
    if (field < 10) {
      bytes[at++] = (1 << 4) | RAW_TEXT;
    } else {
      bytes[at++] = (2 << 4) | RAW_TEXT;
      bytes[at++] = 48 + Math.floor(field / 10);
    }
    bytes[at++] = 48 + (field % 10);
    // A size may be stated in more bytes than it needs.
    if (most < 1 << 8) {
      const size = bytes.write(text, at + 2);
      bytes[at] = SIZE_IN_1_BYTE | RAW_TEXT;
      bytes[at + 1] = size;
      this.#end = at + 2 + size;
    } else if (most < 1 << 16) {
      const size = bytes.write(text, at + 3);
      bytes[at] = SIZE_IN_2_BYTES | RAW_TEXT;
      bytes.writeUInt16BE(size, at + 1);
      this.#end = at + 3 + size;
    } else {
      const size = bytes.write(text, at + 5);
      bytes[at] = SIZE_IN_4_BYTES | RAW_TEXT;
      bytes.writeUInt32BE(size, at + 1);
      this.#end = at + 5 + size;
    }
  }

  /** Gives the texts so far away: no bytes where there are none. */
  take(): Uint8Array<ArrayBuffer> {
    if (this.#end === HEAD) return new Uint8Array(0);
    const bytes = this.#bytes;
    bytes[0] = SIZE_IN_4_BYTES | OBJECT;
    bytes.writeUInt32BE(this.#end - HEAD, 1);
    const taken = new Uint8Array(bytes.buffer.slice(0, this.#end));
    this.#end = HEAD;
    return taken;
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(2 * (this.#end + more));
    this.#bytes.copy(grown, 0, 0, this.#end);
    this.#bytes = grown;
  }
}
