/** Whether an address is outside the organisation, as far as an address alone can tell. */
import ipaddr from "ipaddr.js";

/** Kinds of addresses that lead no further than the host, its network or its organisation. */
const INSIDE: ReadonlySet<string> = new Set([
  "broadcast",
  "carrierGradeNat",
  "linkLocal",
  "loopback",
  "multicast",
  "private",
  "uniqueLocal",
  "unspecified",
]);

/** `undefined` for text that is no IP address. Addresses kept for documentation stand for outside ones. */
export function isExternalAddress(text: string): boolean | undefined {
  return ipaddr.isValid(text) ? !INSIDE.has(ipaddr.process(text).range()) : undefined;
}
