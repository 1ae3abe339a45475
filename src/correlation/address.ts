/** Whether an address is outside the organisation, as far as an address alone can tell. */
import ipaddr from "ipaddr.js";

/** `unicast` is what the library calls addresses that are routed on the internet. */
const ROUTED = "unicast";

/** `undefined` for text that is no IP address. */
export function isExternalAddress(text: string): boolean | undefined {
  if (!ipaddr.isValid(text)) return undefined;
  return ipaddr.process(text).range() === ROUTED;
}
