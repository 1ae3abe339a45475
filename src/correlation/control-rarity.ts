/**
 * How unusual a control event is on its host: a logon that comes every morning says nothing, the first of an account in
 * half a year does.
 */
import { DAY, type Timestamp } from "../base/time.ts";
import type { RelatedControl } from "../model/episode.ts";
import type { ControlEvent } from "../model/events.ts";
import { accountName } from "./program.ts";

/** With fewer days of records before, nothing is known to be unusual. */
const LEAST_DAYS = 7;
/** More often than this share of days is everyday, and is not told. */
const EVERYDAY = 0.2;

export interface ControlHistory {
  /** Takes in an event of the host; in any order. */
  see(event: ControlEvent): void;
  /** Once all were seen: the control with how unusual it is, where it is. */
  rated(control: RelatedControl): RelatedControl;
}

/** Events of one action by one account are of a kind. */
export function controlHistory(): ControlHistory {
  const times = new Map<string, Timestamp[]>();
  let since = Number.POSITIVE_INFINITY;
  return {
    see({ action, user, time }) {
      since = Math.min(since, time);
      const key = keyOf(action, user);
      const known = times.get(key);
      if (known === undefined) times.set(key, [time]);
      else known.push(time);
    },
    rated(control) {
      const { action, user, at } = control;
      const days = Math.floor((at - since) / DAY);
      if (days < LEAST_DAYS) return control;
      const earlier = (times.get(keyOf(action, user)) ?? []).filter((time) => time < at - DAY);
      const daysWith = new Set(earlier.map((time) => Math.floor(time / DAY))).size;
      if (daysWith > days * EVERYDAY) return control;
      const who = user === undefined ? "" : ` by ${user}`;
      const unusual =
        daysWith === 0
          ? `the first${who} in ${days} days of records`
          : `seen${who} on ${daysWith} of the ${days} days before`;
      return { ...control, unusual };
    },
  };
}

function keyOf(action: string, user: string | undefined): string {
  return JSON.stringify([action, user === undefined ? "" : accountName(user)]);
}
