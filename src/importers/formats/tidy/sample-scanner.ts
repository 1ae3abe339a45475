/**
 * The tidy table of samples, scanned byte by byte. A row that is not plain (quotes, words, a wrong number of cells) is
 * handed to `readOddRow` as text.
 */
import { textOf } from "../../decode/file-text.ts";
import type { TimeReading } from "../../reading/times.ts";
import { endingInNewline, HOST, ValueRows } from "../../reading/value-rows.ts";
import { HostCells } from "./host-cells.ts";
import type { HostRows, SampleBlocks } from "./sample-blocks.ts";
import { TimeBytes } from "./time-bytes.ts";

const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

export class SampleScanner {
  readonly #blocks: SampleBlocks;
  readonly #row: ValueRows;
  readonly #hosts: HostCells;
  readonly #theOnly: HostRows | undefined;
  readonly #readOddRow: (line: string, number: number) => void;

  /**
   * `roles` says what each cell of a row is (see `RowPlan`); `rowsFor` gives the rows of a host by its written name, or
   * those of the source's one host.
   */
  constructor(
    roles: Int32Array,
    blocks: SampleBlocks,
    rowsFor: (written: string | undefined) => HostRows | undefined,
    readTime: (text: string) => TimeReading,
    readOddRow: (line: string, number: number) => void,
  ) {
    const clock = new TimeBytes(readTime, [COMMA, QUOTE]);
    const places = new Int32Array(blocks.width);
    this.#blocks = blocks;
    this.#row = new ValueRows({ delimiter: COMMA, decimal: ".", trims: false, roles, places }, clock);
    this.#hosts = new HostCells(rowsFor);
    this.#theOnly = roles.includes(HOST) ? undefined : rowsFor(undefined);
    this.#readOddRow = readOddRow;
  }

  /** Reads whole lines; returns how many rows were stored. */
  scan(block: Uint8Array, first: number): number {
    const bytes = endingInNewline(block);
    let start = 0;
    let line = first;
    let stored = 0;
    while (start < bytes.length) {
      let end = this.#scanRow(bytes, start);
      if (end === -1) {
        end = bytes.indexOf(NEWLINE, start);
        this.#readOddRow(textOf(bytes.subarray(start, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end)), line);
      } else {
        stored += 1;
      }
      start = end + 1;
      line += 1;
    }
    return stored;
  }

  #scanRow(bytes: Uint8Array, start: number): number {
    const row = this.#row;
    const end = row.read(bytes, start);
    if (end === -1) return -1;
    const rows = this.#theOnly ?? this.#hosts.find(bytes, row.hostFrom, row.hostTo);
    return rows !== undefined && this.#blocks.add(rows, row.time, row.values) ? end : -1;
  }
}
