/** Reading samples: series, lanes, the fleet at a glance. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import type { Timestamp } from "../base/time.ts";
import { fleetDays } from "../analysis/fleet-days.ts";
import { fleetWeeksOf } from "../analysis/fleet-weeks.ts";
import { lanes } from "../analysis/lanes.ts";
import type { Envelope, Samples } from "../model/series.ts";
import type { Workspace } from "../store/workspace.ts";
import { defined } from "./defined.ts";
import { requireHost } from "./require-host.ts";
import type { Session } from "./session.ts";

type Handled = Extract<keyof EngineHandlers, `series.${string}` | `fleet.${string}`>;

export function seriesHandlers(session: Session): Pick<EngineHandlers, Handled> {
  let fleet: { readonly workspace: Workspace; readonly weeks: ReturnType<typeof fleetWeeksOf> } | undefined;
  return {
    "series.list": (query) => session.workspace.series(defined(query)),
    "series.envelopes": ({ host, metric, from, to, points }) => {
      const { workspace } = session;
      const name = requireHost(workspace, host);
      return workspace
        .series({ hosts: [name], ...(metric === undefined ? {} : { metrics: [metric] }) })
        .map((series) => {
          const range = { start: from ?? series.from, end: to ?? ((series.to + 1) as Timestamp) };
          const envelope =
            points === undefined
              ? everySample(workspace.readSamples(series.id, range))
              : workspace.envelope(series.id, range, points);
          return { series, envelope };
        });
    },
    "series.lanes": (query) => lanes(session.workspace, defined(query)),
    "fleet.days": () => fleetDays(session.workspace),
    "fleet.weeks": () => {
      const { workspace } = session;
      if (fleet?.workspace !== workspace) fleet = { workspace, weeks: fleetWeeksOf(workspace) };
      return fleet.weeks();
    },
  };
}

function everySample({ times, values }: Samples): Envelope {
  return { times, min: values, mean: values, max: values, count: new Float64Array(times.length).fill(1) };
}
