/** Readers of the cells of one column: of rows that were cut into texts, and of such as lie in bytes. */
import { timestamp, type Timestamp } from "../../../base/time.ts";
import type { ImportSink } from "../../importer.ts";
import { cellMeanings } from "../../reading/cell-meanings.ts";
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

export type CellReader<Row, Value> = (row: Row) => Value;

/** Each reader gives `undefined` for a cell that says nothing, or nothing that can be read: the latter is noted. */
export interface ColumnReaders<Row> {
  /** The row's own time, or why it has none. */
  readonly when: CellReader<Row, TimeReading>;
  readonly host: CellReader<Row, string | undefined>;
  text(name: string): CellReader<Row, string | undefined>;
  /** What a text means; one that `read` gives nothing for is left out, without a note. */
  word<Meaning>(name: string, read: (text: string) => Meaning | undefined): CellReader<Row, Meaning | undefined>;
  ip(name: string): CellReader<Row, string | undefined>;
  number(name: string): CellReader<Row, number | undefined>;
  /** A whole number that is not negative, and at most `most`. */
  count(name: string, most?: number): CellReader<Row, number | undefined>;
  time(name: string): CellReader<Row, Timestamp | undefined>;
}

const QUOTE = 34;
const ZERO = 48;

/** What a text means; `unreadable` is called for one that means nothing. */
type Reading<Meaning> = (text: string) => Meaning | undefined;

function readings({ decimal, readTime }: RowContext) {
  return {
    number: (text: string): number | undefined => {
      const value = parseNumber(text, decimal);
      return value === undefined || Number.isNaN(value) ? undefined : value;
    },
    count:
      (most: number): Reading<number> =>
      (text) => {
        const value = parseCount(text);
        return value === undefined || value > most ? undefined : value;
      },
    time: (text: string): Timestamp | undefined => {
      const time = readTime(text);
      return typeof time === "string" ? undefined : time;
    },
  };
}

const nothing = (): undefined => undefined;

function noteUnreadable({ sink }: RowContext, name: string): undefined {
  sink.note(`Column ${name}: a value could not be read and was left out.`);
  return undefined;
}

export function textColumns(context: RowContext): ColumnReaders<readonly string[]> {
  const { column, readTime } = context;
  const { number, count, time } = readings(context);
  const hostAt = column("host.name");
  const timeAt = column("timestamp");
  const reading = <Meaning>(
    name: string,
    read: Reading<Meaning>,
    unreadable: () => undefined = () => noteUnreadable(context, name),
  ): CellReader<readonly string[], Meaning | undefined> => {
    const position = column(name);
    if (position === -1) return nothing;
    return (cells) => {
      const cell = textOrMissing(cells[position]);
      return cell === undefined ? undefined : (read(cell) ?? unreadable());
    };
  };
  return {
    when: (cells) => readTime(cells[timeAt] ?? ""),
    host: (cells) => context.host(hostAt === -1 ? undefined : (cells[hostAt] ?? "")),
    text: (name) => reading(name, (text) => text),
    word: (name, read) => reading(name, read, nothing),
    ip: (name) => reading(name, normaliseIp),
    number(name) {
      const scale = context.scale(name);
      return reading(name, (text) => {
        const value = number(text);
        return value === undefined ? undefined : value * scale;
      });
    },
    count: (name, most = Number.MAX_SAFE_INTEGER) => reading(name, count(most)),
    time: (name) => reading(name, time),
  };
}

/** Of rows whose decimal mark is the point. `delimiter` is what parts their cells. */
export function plainColumns(context: RowContext, delimiter: string): ColumnReaders<PlainRow> {
  const { column, readTime } = context;
  const { number, count, time } = readings(context);
  const hostAt = column("host.name");
  const timeAt = column("timestamp");
  const clock = new TimeBytes(readTime, [delimiter.charCodeAt(0), QUOTE]);
  const meaning = <Meaning>(
    name: string,
    read: Reading<Meaning>,
    unreadable: () => undefined = () => noteUnreadable(context, name),
  ): CellReader<PlainRow, Meaning | undefined> => {
    const position = column(name);
    if (position === -1) return nothing;
    // A text that cannot be read is itself, so that it is noted each time.
    const known = cellMeanings((text): { readonly means: Meaning | undefined } | undefined => {
      const cell = textOrMissing(text);
      return cell === undefined ? undefined : { means: read(cell) };
    });
    return (row) => {
      if (row.isEmpty(position)) return undefined;
      const found = known(row, position);
      return found === undefined ? undefined : (found.means ?? unreadable());
    };
  };
  const slow = <Meaning>(
    row: PlainRow,
    position: number,
    name: string,
    read: Reading<Meaning>,
  ): Meaning | undefined => {
    const cell = textOrMissing(row.text(position));
    return cell === undefined ? undefined : (read(cell) ?? noteUnreadable(context, name));
  };
  /** NaN where a cell is not plainly a time. */
  const timeIn = (row: PlainRow, position: number): number => {
    const from = row.from[position] ?? 0;
    if (((row.bytes[from] ?? 0) - ZERO) >>> 0 > 9) return Number.NaN;
    const time = clock.read(row.bytes, from);
    return clock.end === row.to[position] ? time : Number.NaN;
  };
  const host = cellMeanings((text) => context.host(text));
  return {
    when(row) {
      const read = timeAt === -1 ? Number.NaN : timeIn(row, timeAt);
      return read === read ? timestamp(read) : readTime(timeAt === -1 ? "" : row.text(timeAt));
    },
    host: hostAt === -1 ? () => context.host(undefined) : (row) => host(row, hostAt),
    text: (name) => meaning(name, (text) => text),
    word: (name, read) => meaning(name, read, nothing),
    ip: (name) => meaning(name, normaliseIp),
    number(name) {
      const position = column(name);
      const scale = context.scale(name);
      if (position === -1) return nothing;
      return (row) => {
        if (row.isEmpty(position)) return undefined;
        const plain = row.decimal(position);
        const value = plain === plain ? plain : slow(row, position, name, number);
        return value === undefined ? undefined : value * scale;
      };
    },
    count(name, most = Number.MAX_SAFE_INTEGER) {
      const position = column(name);
      const read = count(most);
      if (position === -1) return nothing;
      return (row) => {
        if (row.isEmpty(position)) return undefined;
        const plain = row.whole(position);
        return plain <= most ? plain : slow(row, position, name, read);
      };
    },
    time(name) {
      const position = column(name);
      if (position === -1) return nothing;
      return (row) => {
        if (row.isEmpty(position)) return undefined;
        const read = timeIn(row, position);
        return read === read ? timestamp(read) : slow(row, position, name, time);
      };
    },
  };
}
