/** Addresses in one spelling, so that the same end of a connection is found whatever tool wrote it. */
import ipaddr from "ipaddr.js";

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * An IP address as it is usually written: IPv4 dotted, IPv4 in IPv6 (`::ffff:10.0.0.1`) as IPv4, IPv6 compressed in
 * lower case, without brackets or scope. `undefined` where the text is none.
 */
export function normaliseIp(text: string): string | undefined {
  const bare = text.trim().replace(/^\[|\]$/g, "");
  if (IPV4.test(bare)) return bare;
  const address = bare.split("%")[0] ?? "";
  if (!address.includes(":") || !ipaddr.IPv6.isValid(address)) return undefined;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : parsed.toString();
}
