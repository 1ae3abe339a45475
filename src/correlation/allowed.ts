/**
 * What an organisation says is its own. An entry takes the weight from what is merely unusual (new, rare, in an odd
 * place); it never speaks for what a program or destination is known to be, so that an allow-list cannot hide a miner.
 */
import { isInNetwork } from "../base/ip-network.ts";
import { matchesWildcards } from "../base/wildcard.ts";
import type { ProcessRecord } from "../model/events.ts";
import type { AllowedDestination, AllowedProgram, Knowledge } from "../model/knowledge.ts";
import { domainIn } from "./domain-match.ts";
import { normalPath } from "./program.ts";
import type { Ground } from "./suspicion.ts";

/** So much is left of a ground that an entry speaks for. */
const LEFT = 0.1;
/** What no entry speaks for. */
const STANDING: ReadonlySet<string> = new Set(["miner", "miner-hint", "masquerade", "renamed", "pool", "stratum"]);

export function allowedProgram(
  process: Pick<ProcessRecord, "host" | "executable" | "hash">,
  { allowed }: Knowledge,
): AllowedProgram | undefined {
  if (allowed.programs.length === 0) return undefined;
  const path = process.executable === undefined ? undefined : normalPath(process.executable);
  const hash = process.hash?.toLowerCase();
  return allowed.programs.find(
    (entry) =>
      (entry.hosts === undefined || entry.hosts.has(process.host.toLowerCase())) &&
      (entry.sha256 === undefined || entry.sha256 === hash) &&
      (entry.path === undefined || (path !== undefined && matchesWildcards(path, entry.path))),
  );
}

export function allowedDestination(
  destination: {
    readonly domain: string | undefined;
    readonly address: string | undefined;
    readonly port: number | undefined;
  },
  { allowed }: Knowledge,
): AllowedDestination | undefined {
  return allowed.destinations.find(
    ({ domain, network, port }) =>
      (port === undefined || port === destination.port) &&
      (domain === undefined ||
        (destination.domain !== undefined && domainIn(destination.domain, new Set([domain])) !== undefined)) &&
      (network === undefined || (destination.address !== undefined && isInNetwork(destination.address, network))),
  );
}

/** The grounds as an entry leaves them, with the entry itself told. */
export function withAllowance(grounds: readonly Ground[], entry: { readonly because: string } | undefined): Ground[] {
  if (entry === undefined) return [...grounds];
  return [
    ...grounds.map((ground) => (STANDING.has(ground.kind) ? ground : { ...ground, weight: ground.weight * LEFT })),
    { kind: "allowed", text: `is on the allow-list: ${entry.because}`, weight: 0 },
  ];
}
