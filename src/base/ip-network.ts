/** Addresses and networks, IPv4 and IPv6. */
import ipaddr from "ipaddr.js";

/** Whether a text names a network (`10.0.0.0/8`) or one address. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}

/** Whether an address lies in a network or is the one address that `network` is; `false` where it is no address. */
export function isInNetwork(address: string, network: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const own = ipaddr.process(address);
  if (!ipaddr.isValidCIDR(network)) {
    return ipaddr.isValid(network) && ipaddr.process(network).toNormalizedString() === own.toNormalizedString();
  }
  const [base, bits] = ipaddr.parseCIDR(network);
  return own.kind() === base.kind() && own.match(base, bits);
}
