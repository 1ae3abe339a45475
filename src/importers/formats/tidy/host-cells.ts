/** Finds the rows of a host by the bytes of its name; only a name in an unexpected place is made a string. */
import { textOf } from "../../decode/file-text.ts";
import type { HostRows } from "./sample-blocks.ts";

interface HostCell {
  readonly name: Uint8Array;
  readonly rows: HostRows;
  /** The host that followed last time: tables mostly list their hosts in the same order at each time. */
  next: HostCell | undefined;
}

export class HostCells {
  readonly #rowsFor: (written: string) => HostRows | undefined;
  readonly #byName = new Map<string, HostCell>();
  #last: HostCell | undefined;

  constructor(rowsFor: (written: string) => HostRows | undefined) {
    this.#rowsFor = rowsFor;
  }

  /** `undefined` for a name that is none. */
  find(bytes: Uint8Array, from: number, to: number): HostRows | undefined {
    const last = this.#last;
    if (last !== undefined) {
      if (isName(last.name, bytes, from, to)) return last.rows;
      const next = last.next;
      if (next !== undefined && isName(next.name, bytes, from, to)) {
        this.#last = next;
        return next.rows;
      }
    }
    const cell = this.#provide(bytes, from, to);
    if (cell === undefined) return undefined;
    if (last !== undefined) last.next = cell;
    this.#last = cell;
    return cell.rows;
  }

  #provide(bytes: Uint8Array, from: number, to: number): HostCell | undefined {
    const written = textOf(bytes.subarray(from, to));
    const known = this.#byName.get(written);
    if (known !== undefined) return known;
    const rows = this.#rowsFor(written);
    if (rows === undefined) return undefined;
    const cell: HostCell = { name: bytes.slice(from, to), rows, next: undefined };
    this.#byName.set(written, cell);
    return cell;
  }
}

function isName(name: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = 0; index < name.length; index += 1) if (name[index] !== bytes[from + index]) return false;
  return true;
}
