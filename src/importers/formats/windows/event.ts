/**
 * One Windows event, whoever wrote it down as JSON: evtx_dump and its like (nested), winlogbeat, NXLog and other flat
 * exports, Sentinel (the event's own fields as JSON in a text), Sysmon for Linux (the event as XML in a syslog message).
 */
import { asObject, parseJson } from "../../reading/json-records.ts";
import { textOrMissing } from "../../reading/missing.ts";

type Json = Readonly<Record<string, unknown>>;

export interface WindowsEvent {
  readonly id: number;
  readonly provider: string;
  readonly channel: string;
  readonly host: string | undefined;
  /** When it was logged, as written: with an offset, or as a local clock. */
  readonly logged: string | undefined;
  /** The event's own fields, under Windows' names, which differ by case alone here and there. */
  readonly fields: Json;
  /** The rendered message, for what a dialect leaves out of the fields. */
  readonly message: string;
  /** NXLog puts the logging process over the event's own `ProcessID`. */
  readonly hasForeignProcessId: boolean;
}

/** The event in a record; `undefined` where it is none. */
export function recogniseEvent(record: Json): WindowsEvent | undefined {
  const source = asObject(record["_source"]) ?? record;
  const event = asObject(source["Event"]);
  if (event !== undefined) return nested(event);
  const winlog = asObject(source["winlog"]);
  if (winlog !== undefined) return beats(source, winlog);
  const syslog = source["SyslogMessage"];
  if (typeof syslog === "string" && syslog.startsWith("<Event")) return fromXml(syslog);
  return flat(source);
}

/** A field as text; `undefined` where it is absent or says that there is no value. The first name that has one counts. */
export function text(event: WindowsEvent, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = event.fields[name];
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      const found = textOrMissing(String(value));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `DOMAIN\name` from two fields. */
export function account(event: WindowsEvent, domain: string, name: string): string | undefined {
  const user = text(event, name);
  const prefix = text(event, domain);
  return user === undefined || prefix === undefined ? user : `${prefix}\\${user}`;
}

/** The last part of a Windows or Linux path. */
export function baseName(path: string | undefined): string | undefined {
  return path === undefined ? undefined : path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1);
}

function nested(event: Json): WindowsEvent | undefined {
  const system = asObject(event["System"]);
  if (system === undefined) return undefined;
  const id = numberIn(asObject(system["EventID"])?.["#text"] ?? system["EventID"]);
  if (id === undefined) return undefined;
  const logged = attribute(system["TimeCreated"], "SystemTime");
  return {
    id,
    provider: attribute(system["Provider"], "Name") ?? "",
    channel: stringIn(system["Channel"]) ?? "",
    host: stringIn(system["Computer"]),
    logged,
    fields: fieldsOf(event["EventData"] ?? event["UserData"]),
    message: "",
    hasForeignProcessId: false,
  };
}

function beats(record: Json, winlog: Json): WindowsEvent | undefined {
  const id = numberIn(winlog["event_id"]) ?? numberIn(asObject(record["event"])?.["code"]);
  if (id === undefined) return undefined;
  const message = stringIn(record["message"]) ?? "";
  const own = asObject(winlog["event_data"]) ?? {};
  const provider = stringIn(winlog["provider_name"]) ?? "";
  return {
    id,
    provider,
    channel: stringIn(winlog["channel"]) ?? "",
    host: stringIn(winlog["computer_name"]) ?? stringIn(asObject(record["host"])?.["name"]),
    logged: stringIn(record["@timestamp"]),
    // Beats' own module moves most fields elsewhere and leaves them out here; Sysmon's message still has them all.
    fields: /sysmon/i.test(provider) ? { ...fieldsOfMessage(message), ...own } : own,
    message,
    hasForeignProcessId: false,
  };
}

function flat(record: Json): WindowsEvent | undefined {
  const id = numberIn(record["EventID"] ?? record["EventId"]);
  const provider = stringIn(record["SourceName"] ?? record["Provider"] ?? record["EventSourceName"]) ?? "";
  const channel = stringIn(record["Channel"]) ?? "";
  if (id === undefined || (provider === "" && channel === "")) return undefined;
  const inner = record["EventData"];
  const fields = typeof inner === "string" ? asObject(parseJson(inner)) : asObject(inner);
  const eventTime = stringIn(record["EventTime"]);
  return {
    id,
    provider,
    channel,
    host: stringIn(record["Hostname"]) ?? stringIn(record["Computer"]) ?? stringIn(record["host"]),
    logged: eventTime ?? stringIn(record["TimeCreated"] ?? record["@timestamp"] ?? record["TimeGenerated"]),
    fields: fields ?? record,
    message: stringIn(record["Message"]) ?? "",
    hasForeignProcessId: eventTime !== undefined,
  };
}

const XML_FIELD = /<Data Name="([^"]{1,100})">([^<]*)<\/Data>/g;

function fromXml(xml: string): WindowsEvent | undefined {
  const id = numberIn(/<EventID[^>]*>(\d+)<\/EventID>/.exec(xml)?.[1]);
  if (id === undefined) return undefined;
  const element = (name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const fields: Record<string, string> = {};
  for (const [, name = "", value = ""] of xml.matchAll(XML_FIELD)) fields[name] = unescapeXml(value);
  return {
    id,
    provider: /<Provider Name="([^"]*)"/.exec(xml)?.[1] ?? "",
    channel: element("Channel") ?? "",
    host: element("Computer"),
    logged: /<TimeCreated SystemTime="([^"]*)"/.exec(xml)?.[1],
    fields,
    message: "",
    hasForeignProcessId: false,
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescapeXml(value: string): string {
  return value.replace(/&(lt|gt|amp|quot|apos);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

/** `EventData` by name, whichever way the XML became JSON; `UserData` has one element around its fields. */
function fieldsOf(data: unknown): Json {
  const object = asObject(data);
  if (object === undefined) return {};
  const list = object["Data"];
  if (Array.isArray(list)) {
    const fields: Record<string, unknown> = {};
    list.forEach((entry: unknown, index) => {
      const name = attribute(entry, "Name");
      fields[name ?? `param${String(index + 1)}`] = asObject(entry)?.["#text"] ?? entry;
    });
    return { ...object, ...fields };
  }
  const inner = Object.entries(object).filter(([key]) => !key.startsWith("#") && !key.startsWith("@"));
  const only = inner.length === 1 ? asObject(inner[0]?.[1]) : undefined;
  return only ?? object;
}

/** Sysmon's message: `Key: value` lines. */
function fieldsOfMessage(message: string): Json {
  const fields: Record<string, string> = {};
  for (const line of message.split(/\r?\n/).slice(1, 60)) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields[line.slice(0, colon).trim()] = line.slice(colon + 2);
  }
  return fields;
}

function attribute(element: unknown, name: string): string | undefined {
  const object = asObject(element);
  return stringIn(asObject(object?.["#attributes"])?.[name] ?? object?.[`@${name}`] ?? object?.[name]);
}

function stringIn(value: unknown): string | undefined {
  return typeof value === "string" ? textOrMissing(value) : undefined;
}

function numberIn(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}
