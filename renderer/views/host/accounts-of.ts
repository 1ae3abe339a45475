/** The accounts that a host's processes and control events name. */
import type { Timestamp } from "../../../src/base/time.ts";
import type { ControlEvent, StoredProcess } from "../../../src/model/events.ts";

export interface SeenAccount {
  readonly user: string;
  readonly first: Timestamp;
  readonly last: Timestamp;
  readonly processes: number;
  readonly logons: number;
  /** Protections, power saving, devices: what else names the account. */
  readonly controls: number;
}

type Kind = "processes" | "logons" | "controls";

/** The latest newcomers first; letters are compared without their case, as Windows writes accounts either way. */
export function accountsOf(
  processes: readonly Pick<StoredProcess, "user" | "first" | "last">[],
  controls: readonly Pick<ControlEvent, "user" | "time" | "action">[],
): readonly SeenAccount[] {
  const found = new Map<string, SeenAccount>();
  const see = (user: string | undefined, kind: Kind, first: Timestamp, last: Timestamp): void => {
    if (user === undefined || user === "") return;
    const key = user.toLowerCase();
    const known = found.get(key) ?? { user, first, last, processes: 0, logons: 0, controls: 0 };
    found.set(key, {
      ...known,
      first: known.first < first ? known.first : first,
      last: known.last > last ? known.last : last,
      [kind]: known[kind] + 1,
    });
  };
  for (const { user, first, last } of processes) see(user, "processes", first, last);
  for (const { user, time, action } of controls) see(user, action === "logon" ? "logons" : "controls", time, time);
  return [...found.values()].sort((a, b) => b.first - a.first);
}
