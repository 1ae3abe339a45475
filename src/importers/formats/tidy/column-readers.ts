/** Readers of the cells of one column: of rows that were cut into texts, and of such as lie in bytes. */
import { timestamp, type Timestamp } from "../../../base/time.ts";
import type { ImportSink } from "../../importer.ts";
import { CellMeanings } from "../../reading/cell-meanings.ts";
import { normaliseIp } from "../../reading/ip-address.ts";
import { textOrMissing } from "../../reading/missing.ts";
import { parseCount, parseNumber, type DecimalMark } from "../../reading/numbers.ts";
import type { PlainRow } from "../../reading/plain-row.ts";
import type { TimeReading } from "../../reading/times.ts";
import { TimeBytes } from "./time-bytes.ts";

export interface RowContext {
  /** Position of a column by its tidy name; -1 where there is none. */
  column(name: string): number;
  readTime(text: string): TimeReading;
  /** The workspace's name of the row's host. */
  host(written: string | undefined): string | undefined;
  readonly sink: ImportSink;
  readonly decimal: DecimalMark;
  /** Factor of a numeric column's values; 1 unless a mapping says otherwise. */
  scale(name: string): number;
}

/** One column of rows. */
export interface Cell<Row, Value> {
  of(row: Row): Value;
}

/** Each cell is `undefined` where it says nothing, or nothing that can be read: the latter is noted. */
export interface ColumnReaders<Row> {
  /** The row's own time, or why it has none. */
  readonly when: Cell<Row, TimeReading>;
  readonly host: Cell<Row, string | undefined>;
  text(name: string): Cell<Row, string | undefined>;
  /** What a text means; one that `read` gives nothing for is left out, without a note. */
  word<Meaning>(name: string, read: (text: string) => Meaning | undefined): Cell<Row, Meaning | undefined>;
  ip(name: string): Cell<Row, string | undefined>;
  number(name: string): Cell<Row, number | undefined>;
  /** A whole number that is not negative, and at most `most`. */
  count(name: string, most?: number): Cell<Row, number | undefined>;
  time(name: string): Cell<Row, Timestamp | undefined>;
}

const QUOTE = 34;
const ZERO = 48;
const NOTHING = { of: (): undefined => undefined };

/** What the texts of a column mean. */
interface Meanings<Meaning> {
  /** What a text means that says something; `undefined` where that cannot be read. */
  readonly read: (text: string) => Meaning | undefined;
  /** Called for each that cannot be read. */
  readonly unreadable: () => undefined;
}

/** The columns of a table, of whatever rows: `make` gives the cells of the column at a position. */
function readings({ column, sink, decimal, readTime, scale }: RowContext) {
  const noting = (name: string) => (): undefined => {
    sink.note(`Column ${name}: a value could not be read and was left out.`);
    return undefined;
  };
  const at = <Made>(name: string, make: (position: number) => Made): Made | typeof NOTHING => {
    const position = column(name);
    return position === -1 ? NOTHING : make(position);
  };
  return {
    at,
    text: (name: string): Meanings<string> => ({ read: (text) => text, unreadable: noting(name) }),
    word: <Meaning>(read: Meanings<Meaning>["read"]): Meanings<Meaning> => ({ read, unreadable: () => undefined }),
    ip: (name: string): Meanings<string> => ({ read: normaliseIp, unreadable: noting(name) }),
    number(name: string): Meanings<number> {
      const factor = scale(name);
      const read = (text: string): number | undefined => {
        const value = parseNumber(text, decimal);
        return value === undefined || Number.isNaN(value) ? undefined : value * factor;
      };
      return { read, unreadable: noting(name) };
    },
    count(name: string, most: number): Meanings<number> {
      const read = (text: string): number | undefined => {
        const value = parseCount(text);
        return value === undefined || value > most ? undefined : value;
      };
      return { read, unreadable: noting(name) };
    },
    time(name: string): Meanings<Timestamp> {
      const read = (text: string): Timestamp | undefined => {
        const time = readTime(text);
        return typeof time === "string" ? undefined : time;
      };
      return { read, unreadable: noting(name) };
    },
  };
}

function meaningOf<Meaning>(text: string | undefined, { read, unreadable }: Meanings<Meaning>): Meaning | undefined {
  const cell = textOrMissing(text);
  return cell === undefined ? undefined : (read(cell) ?? unreadable());
}

class TextCell<Meaning> implements Cell<readonly string[], Meaning | undefined> {
  readonly #position: number;
  readonly #meanings: Meanings<Meaning>;

  constructor(position: number, meanings: Meanings<Meaning>) {
    this.#position = position;
    this.#meanings = meanings;
  }

  of(cells: readonly string[]): Meaning | undefined {
    return meaningOf(cells[this.#position], this.#meanings);
  }
}

export function textColumns(context: RowContext): ColumnReaders<readonly string[]> {
  const { at, text, word, ip, number, count, time } = readings(context);
  const hostAt = context.column("host.name");
  const timeAt = context.column("timestamp");
  const cell = <Meaning>(name: string, meanings: Meanings<Meaning>): Cell<readonly string[], Meaning | undefined> =>
    at(name, (position) => new TextCell(position, meanings));
  return {
    when: { of: (cells) => context.readTime(cells[timeAt] ?? "") },
    host: { of: (cells) => context.host(hostAt === -1 ? undefined : (cells[hostAt] ?? "")) },
    text: (name) => cell(name, text(name)),
    word: (name, read) => cell(name, word(read)),
    ip: (name) => cell(name, ip(name)),
    number: (name) => cell(name, number(name)),
    count: (name, most = Number.MAX_SAFE_INTEGER) => cell(name, count(name, most)),
    time: (name) => cell(name, time(name)),
  };
}

/** Of texts that come again and again. */
class PlainText<Meaning> implements Cell<PlainRow, Meaning | undefined> {
  readonly #position: number;
  readonly #unreadable: () => undefined;
  /** `undefined` for a cell that says nothing. */
  readonly #known: CellMeanings<{ readonly means: Meaning | undefined } | undefined>;

  constructor(position: number, { read, unreadable }: Meanings<Meaning>) {
    this.#position = position;
    this.#unreadable = unreadable;
    this.#known = new CellMeanings((text) => {
      const cell = textOrMissing(text);
      return cell === undefined ? undefined : { means: read(cell) };
    });
  }

  of(row: PlainRow): Meaning | undefined {
    if (row.isEmpty(this.#position)) return undefined;
    const found = this.#known.of(row, this.#position);
    return found === undefined ? undefined : (found.means ?? this.#unreadable());
  }
}

class PlainHost implements Cell<PlainRow, string | undefined> {
  readonly #position: number;
  readonly #known: CellMeanings<string | undefined>;

  constructor(position: number, host: RowContext["host"]) {
    this.#position = position;
    this.#known = new CellMeanings(host);
  }

  of(row: PlainRow): string | undefined {
    return this.#known.of(row, this.#position);
  }
}

class PlainNumber implements Cell<PlainRow, number | undefined> {
  readonly #position: number;
  readonly #scale: number;
  readonly #meanings: Meanings<number>;

  constructor(position: number, scale: number, meanings: Meanings<number>) {
    this.#position = position;
    this.#scale = scale;
    this.#meanings = meanings;
  }

  of(row: PlainRow): number | undefined {
    if (row.isEmpty(this.#position)) return undefined;
    const plain = row.decimal(this.#position);
    return plain === plain ? plain * this.#scale : meaningOf(row.text(this.#position), this.#meanings);
  }
}

class PlainCount implements Cell<PlainRow, number | undefined> {
  readonly #position: number;
  readonly #most: number;
  readonly #meanings: Meanings<number>;

  constructor(position: number, most: number, meanings: Meanings<number>) {
    this.#position = position;
    this.#most = most;
    this.#meanings = meanings;
  }

  of(row: PlainRow): number | undefined {
    if (row.isEmpty(this.#position)) return undefined;
    const plain = row.whole(this.#position);
    return plain <= this.#most ? plain : meaningOf(row.text(this.#position), this.#meanings);
  }
}

/** NaN where a cell is not plainly a time. */
function plainTime(row: PlainRow, position: number, clock: TimeBytes): number {
  const from = row.from[position] ?? 0;
  if (((row.bytes[from] ?? 0) - ZERO) >>> 0 > 9) return Number.NaN;
  const time = clock.read(row.bytes, from);
  return clock.end === row.to[position] ? time : Number.NaN;
}

class PlainTime implements Cell<PlainRow, Timestamp | undefined> {
  readonly #position: number;
  readonly #clock: TimeBytes;
  readonly #meanings: Meanings<Timestamp>;

  constructor(position: number, clock: TimeBytes, meanings: Meanings<Timestamp>) {
    this.#position = position;
    this.#clock = clock;
    this.#meanings = meanings;
  }

  of(row: PlainRow): Timestamp | undefined {
    if (row.isEmpty(this.#position)) return undefined;
    const time = plainTime(row, this.#position, this.#clock);
    return time === time ? timestamp(time) : meaningOf(row.text(this.#position), this.#meanings);
  }
}

class PlainStart implements Cell<PlainRow, TimeReading> {
  readonly #position: number;
  readonly #clock: TimeBytes;
  readonly #readTime: RowContext["readTime"];

  constructor(position: number, clock: TimeBytes, readTime: RowContext["readTime"]) {
    this.#position = position;
    this.#clock = clock;
    this.#readTime = readTime;
  }

  of(row: PlainRow): TimeReading {
    const time = plainTime(row, this.#position, this.#clock);
    return time === time ? timestamp(time) : this.#readTime(row.text(this.#position));
  }
}

/** Of rows whose decimal mark is the point and that have a time. `delimiter` is what parts their cells. */
export function plainColumns(context: RowContext, delimiter: string): ColumnReaders<PlainRow> {
  const { readTime, column } = context;
  const { at, text, word, ip, number, count, time } = readings(context);
  const hostAt = column("host.name");
  const clock = new TimeBytes(readTime, [delimiter.charCodeAt(0), QUOTE]);
  const cell = <Meaning>(name: string, meanings: Meanings<Meaning>): Cell<PlainRow, Meaning | undefined> =>
    at(name, (position) => new PlainText(position, meanings));
  return {
    when: new PlainStart(column("timestamp"), clock, readTime),
    host: hostAt === -1 ? { of: () => context.host(undefined) } : new PlainHost(hostAt, context.host),
    text: (name) => cell(name, text(name)),
    word: (name, read) => cell(name, word(read)),
    ip: (name) => cell(name, ip(name)),
    number: (name) => at(name, (position) => new PlainNumber(position, context.scale(name), number(name))),
    count: (name, most = Number.MAX_SAFE_INTEGER) =>
      at(name, (position) => new PlainCount(position, most, count(name, most))),
    time: (name) => at(name, (position) => new PlainTime(position, clock, time(name))),
  };
}
