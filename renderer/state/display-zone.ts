/** The clock that times are shown on: UTC, or that of the host that is looked at, at a keystroke. */
import { useMemo } from "react";
import { UTC, zoneOf, type Zone } from "../../src/base/zone.ts";
import type { HostSummary } from "../../src/model/fleet.ts";
import { useEngine } from "./queries.ts";
import { useSelection } from "./selection.ts";
import { useSettings } from "./settings.ts";

/** `host` overrides the selected host, for an editor that belongs to one. */
export function useDisplayZone(host?: string): Zone {
  const choice = useSettings((settings) => settings.zone);
  const selected = useSelection((selection) => selection.host);
  const hosts = useEngine("host.list", choice === "utc" ? undefined : {}).value;
  return useMemo(
    () => (choice === "utc" ? UTC : zoneOfHost(hosts ?? [], host ?? selected)),
    [choice, hosts, host, selected],
  );
}

/** The host's own zone; without a host the one that the workspace's hosts share first. */
export function zoneOfHost(hosts: readonly HostSummary[], name: string | undefined): Zone {
  const host = hosts.find((one) => (name === undefined ? one.timeZone !== undefined : one.name === name));
  return (host?.timeZone === undefined ? undefined : zoneOf(host.timeZone)) ?? UTC;
}
