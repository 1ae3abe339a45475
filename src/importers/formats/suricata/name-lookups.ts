/** DNS in eve's forms, old and new: which name was asked for, and which addresses answered. */
import { asObject } from "../../reading/json-records.ts";
import { normaliseIp } from "../../reading/ip-address.ts";
import { objectsIn, textOf } from "./eve-record.ts";

type Json = Readonly<Record<string, unknown>>;

export interface NameLookup {
  readonly name: string;
  readonly addresses: readonly string[];
}

const MOST_ANSWERS = 50;

/** `undefined` where the record asks for nothing. */
export function lookupIn(record: Json): NameLookup | undefined {
  const dns = asObject(record["dns"]);
  if (dns === undefined) return undefined;
  const asked =
    textOf(dns["rrname"]) ?? objectsIn(dns["queries"] ?? dns["query"]).map((one) => textOf(one["rrname"]))[0];
  if (asked === undefined) return undefined;
  const grouped = asObject(dns["grouped"]);
  const answers = [
    ...objectsIn(dns["answers"]).map((answer) => answer["rdata"]),
    ...[grouped?.["A"], grouped?.["AAAA"]].flatMap(listOf),
    dns["rdata"],
  ].slice(0, MOST_ANSWERS);
  const addresses = answers
    .map((answer) => normaliseIp(textOf(answer) ?? ""))
    // A resolver that blocks a name answers with these.
    .filter((address) => address !== undefined && !/^(?:0\.0\.0\.0|127\.|::1?$)/.test(address));
  return {
    name: asked.toLowerCase().replace(/\.$/, ""),
    addresses: [...new Set(addresses)].flatMap((one) => one ?? []),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
