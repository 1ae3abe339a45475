/** What was seen on a host (programs, files, connections, accounts) as STIX 2.1 cyber-observable objects. */
import { isIP } from "node:net";
import { toIso, type Timestamp } from "../../base/time.ts";
import type { Episode, SuspectConnection, SuspectProcess } from "../../model/episode.ts";
import { objectId, observableId } from "./stix-id.ts";

export interface StixObject {
  readonly type: string;
  readonly spec_version: "2.1";
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Each object once, those that others refer to first. */
export function observables(episode: Episode, subjects: readonly { readonly id: string }[]): StixObject[] {
  const found = new Map<string, StixObject>();
  const keep = (object: StixObject): string => {
    found.set(object.id, object);
    return object.id;
  };
  const ids = new Set([...subjects.map(({ id }) => id), ...episode.controls.flatMap(({ user }) => user ?? [])]);
  for (const id of ids) account(id, keep);
  for (const process of episode.processes) processObject(episode.host, process, keep);
  for (const connection of episode.connections) traffic(connection, keep);
  return [...found.values()];
}

type Keep = (object: StixObject) => string;

/** An observable whose `identifying` properties make its id; both those and `more` are its properties. */
function identified(type: string, identifying: object, more: object = {}): StixObject {
  return { type, spec_version: "2.1", id: observableId(type, identifying), ...identifying, ...more };
}

function account(userId: string, keep: Keep): string {
  return keep(identified("user-account", { account_login: userId }));
}

function processObject(host: string, process: SuspectProcess, keep: Keep): string {
  const { name, executable, commandLine, pid, user, first } = process;
  return keep({
    type: "process",
    spec_version: "2.1",
    id: objectId("process", [host, pid, name, first]),
    pid,
    ...(commandLine === undefined ? {} : { command_line: commandLine }),
    ...(user === undefined ? {} : { creator_user_ref: account(user, keep) }),
    image_ref: fileObject(executable ?? name, keep),
  });
}

function fileObject(path: string, keep: Keep): string {
  const cut = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const directory = path.slice(0, Math.max(cut, 0));
  const name = path.slice(cut + 1);
  const parent = directory === "" ? {} : { parent_directory_ref: keep(identified("directory", { path: directory })) };
  return keep(identified("file", { name: name === "" ? path : name, ...parent }));
}

/** By what `isIP` says of an address. */
const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [4, "ipv4"],
  [6, "ipv6"],
]);

/** Traffic has its far end only: an episode names the host, not which of its addresses spoke. */
function traffic(connection: SuspectConnection, keep: Keep): string {
  const { destination, port, domain, first, last, bytesOut, bytesIn } = connection;
  const far = { dst_ref: farEnd(domain ?? destination, destination, keep) };
  return keep(
    identified(
      "network-traffic",
      {
        start: stixTime(first),
        end: stixTime(last),
        ...far,
        ...(port === undefined ? {} : { dst_port: port }),
        protocols: [PROTOCOLS.get(isIP(destination)) ?? "ip"],
      },
      {
        ...(bytesOut === undefined ? {} : { src_byte_count: Math.round(bytesOut) }),
        ...(bytesIn === undefined ? {} : { dst_byte_count: Math.round(bytesIn) }),
      },
    ),
  );
}

function farEnd(name: string, address: string, keep: Keep): string {
  const known = isIP(address);
  const resolved =
    known === 0 ? undefined : keep(identified(known === 6 ? "ipv6-addr" : "ipv4-addr", { value: address }));
  if (resolved !== undefined && name === address) return resolved;
  return keep(
    identified("domain-name", { value: name }, resolved === undefined ? {} : { resolves_to_refs: [resolved] }),
  );
}

/** RFC 3339 to the millisecond, as STIX asks for in what it compares. */
export function stixTime(time: Timestamp): string {
  return `${toIso(time).slice(0, 19)}.${String(Math.floor((time % 1_000_000) / 1000)).padStart(3, "0")}Z`;
}
