/** Writing on a host's timeline: a text at an instant or over a span, changed and taken off again, each logged. */
import { timestamp, type TimeRange, type Timestamp } from "../../src/base/time.ts";
import type { Annotation } from "../../src/model/annotation.ts";
import { formatRange, formatTime } from "../format/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { askEngine } from "./engine.ts";
import { pin } from "./pinning.ts";
import { askText, choose, notEmpty } from "./quick-input.ts";
import { useSelection } from "./selection.ts";
import { offerUndo } from "./undo.ts";
import { refreshWorkspace } from "./workspace.ts";

const LONGEST = 2_000;
const TITLE_LENGTH = 80;

/** What is under the hand: the selected span, else the cursor's instant, else the middle of what is shown. */
export function placeToAnnotate(shown: TimeRange): Pick<Annotation, "start" | "end"> {
  const { range, reading } = useSelection.getState();
  if (range !== undefined) return range;
  return { start: reading?.time ?? timestamp((shown.start + shown.end) / 2), end: undefined };
}

export async function annotate(host: string, place: Pick<Annotation, "start" | "end">, zone: Zone): Promise<void> {
  const text = await askNote(`Note on ${host}, ${placeWords(place, zone)}`, "");
  if (text === undefined) return;
  const saved = await askEngine("annotation.save", { host, ...place, text });
  void refreshWorkspace();
  offerUndo(`The note was written on ${host}.`, {
    title: `a note on ${host}`,
    undo: () => askEngine("annotation.remove", { id: saved.id }).then(refreshWorkspace),
  });
}

/** Asks what is to be done with an annotation, and does it. */
export async function workOn(annotation: Annotation, zone: Zone): Promise<void> {
  const { range } = useSelection.getState();
  const what = await choose(`Note of ${placeWords(annotation, zone)}: ${shorten(annotation.text)}`, [
    { id: "edit", label: "Change the text…", icon: "edit" },
    ...(range === undefined
      ? []
      : [{ id: "move", label: "Put it on the selected span", detail: formatRange(range, zone), icon: "arrow-both" }]),
    { id: "pin", label: "Pin it to a case…", detail: "the report shows it then", icon: "pin" },
    { id: "delete", label: "Take it off", icon: "trash" },
  ]);
  if (what === "edit") {
    const text = await askNote(`Note on ${annotation.host}`, annotation.text);
    if (text !== undefined) await change(annotation, { text });
  } else if (what === "move" && range !== undefined) await change(annotation, range);
  else if (what === "pin") await pinAnnotation(annotation);
  else if (what === "delete") await removeAnnotation(annotation);
}

export async function pinAnnotation({ id, host, text }: Annotation): Promise<void> {
  await pin({ kind: "annotations", title: `Note: ${shorten(text)}`, query: { hosts: [host] }, ids: [id] });
}

export async function removeAnnotation(annotation: Annotation): Promise<void> {
  await askEngine("annotation.remove", { id: annotation.id });
  void refreshWorkspace();
  offerUndo("The note was taken off.", {
    title: `a note taken off ${annotation.host}`,
    undo: () => putBack(annotation).then(refreshWorkspace),
  });
}

async function change(before: Annotation, difference: Partial<Annotation>): Promise<void> {
  await putBack({ ...before, ...difference });
  void refreshWorkspace();
  offerUndo("The note was changed.", {
    title: `a changed note on ${before.host}`,
    undo: () => putBack(before).then(refreshWorkspace),
  });
}

/** Stores an annotation under its own id, whether it is there or not. */
function putBack({ id, host, start, end, text }: Annotation): Promise<unknown> {
  return askEngine("annotation.save", { id, host, start, end, text });
}

function askNote(title: string, value: string): Promise<string | undefined> {
  const check = (text: string): string | undefined =>
    text.length > LONGEST ? `A note has at most ${String(LONGEST)} letters.` : notEmpty(text);
  return askText({ title, hint: "What is to be remembered here", value, check });
}

function placeWords(
  { start, end }: { readonly start: Timestamp; readonly end: Timestamp | undefined },
  zone: Zone,
): string {
  return end === undefined ? formatTime(start, zone) : formatRange({ start, end }, zone);
}

function shorten(text: string): string {
  return text.length <= TITLE_LENGTH ? text : `${text.slice(0, TITLE_LENGTH - 1)}…`;
}
