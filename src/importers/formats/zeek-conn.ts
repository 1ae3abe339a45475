/**
 * Zeek's conn.log: every connection that a network sensor saw end, as tab-separated text or as JSON.
 *
 * Text names its own separators, columns and words for "unset" in lines that begin with `#`, and may do so several
 * times where rotated logs were joined. A connection is written when it closes, so one that still runs is not there.
 */
import type { Importer, ImportSink, SourceFacts } from "../importer.ts";
import { asObject, jsonRecords, parseJson } from "../reading/json-records.ts";
import { connRows, type ConnField } from "./zeek/conn-row.ts";

export const zeekConn: Importer = {
  id: "zeek-conn",
  describes: "Zeek conn.log, tab-separated or JSON",
  example: [
    "#separator \\x09",
    "#path\tconn",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes",
    "1700000000.123456\tCa1b2\t10.0.4.7\t50312\t203.0.113.9\t14444\ttcp\t-\t86400.5\t812345\t204857",
  ].join("\n"),

  sniff({ text, lines }): number {
    if (text.startsWith("#")) {
      const path = /^#path[ \t]+(\S+)/m.exec(text)?.[1];
      const fields = lines.find((line) => line.startsWith("#fields")) ?? "";
      if (!fields.includes("id.orig_h") || !fields.includes("id.resp_p")) return 0;
      return path === "conn" || (path === undefined && fields.includes("conn_state")) ? 1 : 0;
    }
    if (!/^\s*[[{]/.test(text) || !/"id[._]orig_h"\s*:/.test(text)) return 0;
    return /"conn_state"\s*:|"(?:_path|@stream)"\s*:\s*"conn"/.test(text) ? 0.97 : 0;
  },

  async read(text, facts, sink, signal): Promise<void> {
    let isJson: boolean | undefined;
    for await (const { lines } of text.lines()) {
      const first = lines.find((line) => line.trim() !== "");
      if (first !== undefined) isJson = /^\s*[[{]/.test(first);
      if (isJson !== undefined) break;
    }
    if (isJson === true) {
      const store = jsonStore(facts, sink);
      for await (const records of jsonRecords(text, sink)) {
        signal.throwIfAborted();
        for (const record of records) store.add(record.text, record.line);
      }
      store.end();
    } else {
      const store = tableStore(facts, sink);
      for await (const { first, lines } of text.lines()) {
        signal.throwIfAborted();
        lines.forEach((line, index) => store.add(line, first + index));
      }
      store.end();
    }
  },
};

interface Store {
  add(raw: string, line: number): void;
  end(): void;
}

/** Stores one row; rows of other logs are counted by their kind. */
function rowStore(facts: SourceFacts, sink: ImportSink) {
  const rows = connRows(facts, sink);
  return {
    end: rows.end,
    add(log: string | undefined, field: ConnField, raw: string, line: number): void {
      if (log !== undefined && log !== "conn") {
        sink.skip(`rows of ${log.slice(0, 40)}.log`);
        return;
      }
      const record = rows.read(field);
      if (typeof record === "string") {
        sink.reject(line, record, raw);
        return;
      }
      sink.connection(record, line);
      sink.stored();
    },
  };
}

function tableStore(facts: SourceFacts, sink: ImportSink): Store {
  const store = rowStore(facts, sink);
  let separator = "\t";
  let empty = "(empty)";
  let unset = "-";
  let path: string | undefined;
  let columns = new Map<string, number>();
  let cells: string[] = [];

  const field: ConnField = (name) => {
    const cell = cells[columns.get(name) ?? -1];
    return cell === undefined || cell === unset || cell === empty || cell === "" ? undefined : unescape(cell);
  };

  const header = (line: string): void => {
    const [, name = "", rest = ""] = /^#(\w+)\s?(.*)$/s.exec(line) ?? [];
    const values = line.split(separator).slice(1);
    if (name === "separator") separator = unescape(rest) || "\t";
    else if (name === "empty_field") empty = values[0] ?? rest;
    else if (name === "unset_field") unset = values[0] ?? rest;
    else if (name === "path") path = values[0] ?? rest;
    else if (name === "fields") columns = new Map(values.map((column, index) => [column, index]));
  };

  return {
    end: store.end,
    add(line, number) {
      if (line === "") return;
      if (line.startsWith("#")) {
        header(line);
        return;
      }
      cells = line.split(separator);
      if (columns.size === 0) sink.reject(number, "No #fields line above this row names its columns.", line);
      else if (cells.length !== columns.size) {
        const counts = `${String(cells.length)} of ${String(columns.size)}`;
        sink.reject(number, `The row has ${counts} fields.`, line);
      } else store.add(path, field, line, number);
    },
  };
}

function jsonStore(facts: SourceFacts, sink: ImportSink): Store {
  const store = rowStore(facts, sink);
  return {
    end: store.end,
    add(raw, line) {
      const parsed = asObject(parseJson(raw));
      const record = asObject(parsed?.["_source"]) ?? parsed;
      if (record === undefined) {
        sink.reject(line, "The record is no JSON object.", raw);
        return;
      }
      const log = record["_path"] ?? record["@stream"];
      const field: ConnField = (name) => {
        const value = record[name] ?? record[name.replace(".", "_")] ?? nestedIn(record, name);
        if (typeof value === "number" || typeof value === "boolean") return String(value);
        return typeof value === "string" && value !== "" ? value : undefined;
      };
      store.add(typeof log === "string" ? log : undefined, field, raw, line);
    },
  };
}

/** `id.orig_h` where a shipper made an object of it. */
function nestedIn(record: Readonly<Record<string, unknown>>, name: string): unknown {
  const [outer = "", inner] = name.split(".");
  return inner === undefined ? undefined : asObject(record[outer])?.[inner];
}

/** `\x09` and its like. */
function unescape(text: string): string {
  if (!text.includes("\\x")) return text;
  return text.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
