/** The control events of an episode: what was switched off, plugged in or logged on near its onset, and how unusual that is. */
import { DAY, timestamp, type Timestamp } from "../base/time.ts";
import { controlHistory } from "../correlation/control-rarity.ts";
import { controlReach, controlsNear } from "../correlation/controls.ts";
import { silenceNear } from "../correlation/silence.ts";
import type { RelatedControl } from "../model/episode.ts";
import type { ControlEvent } from "../model/events.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { Workspace } from "../store/workspace.ts";
import type { FoundProcesses } from "./find-processes.ts";
import { pages } from "./pages.ts";
import type { Pause } from "./pause.ts";

/** How far back events say what is usual on a host. */
const USUAL = 400 * DAY;
/** A silence that begins so long before or after an onset has to do with it. */
const SILENCE_REACH = 2 * DAY;
const SILENCE_SHOWN_AFTER = 3 * DAY;
/** How far back reports are looked at for a silence. */
const REPORTS = 30 * DAY;

export async function findControls(
  workspace: Workspace,
  host: string,
  onset: Timestamp,
  { commands, starts }: Pick<FoundProcesses, "commands" | "starts">,
  knowledge: Knowledge,
  pause: Pause,
): Promise<RelatedControl[]> {
  const reach = controlReach(onset, knowledge);
  const history = controlHistory();
  const near: ControlEvent[] = [...commands];
  const times: Timestamp[] = [...starts];
  const range = { start: timestamp(Math.min(reach.start, onset - USUAL)), end: reach.end };
  for await (const rows of pages((page) => workspace.controls(page), { hosts: [host], range }, pause)) {
    for (const event of rows) {
      history.see(event);
      if (event.time >= reach.start) near.push(event);
      if (event.time >= onset - REPORTS) times.push(event.time);
    }
  }
  for (const command of commands) history.see(command);
  const silence = silenceOf(workspace, host, onset, times);
  return controlsNear(silence === undefined ? near : [...near, silence], onset, knowledge).map(history.rated);
}

/** Looked for only where other hosts' events go on, since an export may simply end. */
function silenceOf(
  workspace: Workspace,
  host: string,
  onset: Timestamp,
  times: readonly Timestamp[],
): ControlEvent | undefined {
  if (times.length === 0) return undefined;
  const last = times.reduce((latest, time) => (time > latest ? time : latest));
  const later = { start: timestamp(last + SILENCE_SHOWN_AFTER), end: timestamp(Number.MAX_SAFE_INTEGER) };
  const goesOn = workspace.processes({ range: later, limit: 1 }).rows[0]?.last;
  const reach = { start: timestamp(onset - SILENCE_REACH), end: timestamp(onset + SILENCE_REACH) };
  return silenceNear(host, times, reach, goesOn ?? last);
}
