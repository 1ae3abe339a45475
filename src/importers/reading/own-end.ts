/** Which of the two ends that a network sensor saw is a host of the workspace. */
import type { ImportSink, SourceFacts } from "../importer.ts";

export interface OwnEnd {
  readonly host: string;
  readonly isClient: boolean;
  /** False where the address stands for itself, since no host has it as an alias. */
  readonly isKnown: boolean;
}

/**
 * The end that the workspace knows by an alias, else the one inside the network, and of two such the client. `isInside`
 * says whether an end is of the network that the sensor watches.
 */
export function ownEnd(
  client: string,
  server: string,
  facts: SourceFacts,
  sink: Pick<ImportSink, "hostName">,
  isInside: (address: string) => boolean = isPrivate,
): OwnEnd {
  const prefersServer = !isInside(client) && isInside(server);
  if (facts.host !== undefined) return { host: sink.hostName(facts.host), isClient: !prefersServer, isKnown: true };
  const ends = prefersServer ? [server, client] : [client, server];
  for (const address of ends) {
    const name = sink.hostName(address);
    if (name !== address) return { host: name, isClient: address === client, isKnown: true };
  }
  return { host: prefersServer ? server : client, isClient: !prefersServer, isKnown: false };
}

const PRIVATE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|f[cd][0-9a-f]{2}:|fe80:|::1$)/i;

/** Private, link-local and shared addresses (RFC 1918, 3927, 4193, 6598). */
export function isPrivate(address: string): boolean {
  return PRIVATE.test(address);
}

/** What a source's record says of addresses that stand for themselves. */
export function unknownAddressesNote(count: number): string {
  return `${String(count)} addresses are of no host that is known and stand for themselves: give them as aliases of hosts, and import again.`;
}
