/** Addresses in one spelling, so that the same end of a connection is found whatever tool wrote it. */
import { createRequire } from "node:module";
import type * as IpAddresses from "ipaddr.js";

const require = createRequire(import.meta.url);

/**
 * An IP address as it is usually written: IPv4 dotted, IPv4 in IPv6 (`::ffff:10.0.0.1`) as IPv4, IPv6 compressed in
 * lower case, without brackets or scope. `undefined` where the text is none.
 */
export function normaliseIp(text: string): string | undefined {
  if (isIpv4(text)) return text;
  const bare = text.trim().replace(/^\[|\]$/g, "");
  if (isIpv4(bare)) return bare;
  const address = bare.split("%")[0] ?? "";
  if (!address.includes(":")) return undefined;
  // Loaded with the first such address: a thread that reads metrics should not have to before it begins.
  const ipaddr: typeof IpAddresses = require("ipaddr.js");
  if (!ipaddr.IPv6.isValid(address)) return undefined;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : parsed.toString();
}

/** Four numbers up to 255 between dots. */
function isIpv4(text: string): boolean {
  let value = -1;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit >= 0 && digit <= 9) {
      value = digits === 0 ? digit : value * 10 + digit;
      digits += 1;
      continue;
    }
    if (digits === 0 || digits > 3 || value > 255) return false;
    if (index === text.length) return dots === 3;
    if (text[index] !== ".") return false;
    dots += 1;
    digits = 0;
  }
  return false;
}
