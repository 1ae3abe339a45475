/** A timeline as a file: as a picture that can be enlarged, as one for a page, or as a table. */
import { toCsv } from "../../../src/base/csv.ts";
import { toIso } from "../../../src/base/time.ts";
import type { Picture } from "../../charts/draw-picture.ts";
import { laneRows } from "../../charts/lane-rows.ts";
import { pngOf, svgOf } from "../../charts/picture-files.ts";
import { formatRange } from "../../format/time.ts";
import { askEngine, askHost } from "../../state/engine.ts";
import { useLaneArrangement } from "../../state/lane-arrangement.ts";
import { notify } from "../../state/notifications.ts";
import { choose } from "../../state/quick-input.ts";
import type { ShownTimeline } from "../../state/shown-timelines.ts";

const forms = [
  { id: "svg", label: "SVG", detail: "a picture that can be enlarged", icon: "file-media" },
  { id: "png", label: "PNG", detail: "a picture for a page", icon: "file-media" },
  { id: "csv", label: "CSV", detail: "every point, span and mark as a table, times in UTC", icon: "table" },
] as const;

const againstWords = {
  own: "Grey: normal range of the host's own past (5th to 95th percentile of the hour of the week).",
  class: "Grey: normal range of the host's class without it (5th to 95th percentile of the hour of the week).",
  none: "No normal range is drawn.",
} as const;

export async function exportTimeline(host: string, shown: ShownTimeline): Promise<void> {
  const id = await choose("Export the timeline as", forms);
  const form = forms.find((one) => one.id === id);
  if (form === undefined) return;
  const path = await askHost("dialog.saveFile", {
    title: `Export the timeline of ${host}`,
    defaultName: `${host.replace(/[^\p{L}\p{N}.-]+/gu, "-")}-${toIso(shown.range.start).slice(0, 10)}.${form.id}`,
    filters: [{ name: form.label, extensions: [form.id] }],
  });
  if (path === undefined) return;
  const title = `Timeline of ${host}, ${formatRange(shown.range, shown.zone)} ${shown.zone.name}`;
  const written = await askEngine("export.write", { path, title, content: await contentOf(form.id, title, shown) });
  notify("note", `The timeline was written as ${form.label}: ${written.path}.`, {
    actions: [{ title: "Show in folder", run: () => void askHost("folder.show", { path: written.path }) }],
  });
}

function contentOf(
  form: (typeof forms)[number]["id"],
  title: string,
  shown: ShownTimeline,
): string | Promise<Uint8Array<ArrayBuffer>> {
  if (form === "csv") return toCsv(laneRows(shown.lanes, shown.range));
  const picture = pictureOf(title, shown);
  return form === "svg" ? svgOf(picture) : pngOf(picture);
}

function pictureOf(title: string, { lanes, range, zone, options }: ShownTimeline): Picture {
  const others = [...options.overlays, ...(options.comparison === undefined ? [] : [options.comparison.label])];
  const key = [
    againstWords[options.band],
    ...(others.length === 0 ? [] : [`Dashed: ${others.join(", ")}.`]),
    "Claims are hatched, and dashed where they are contradicted. Control events: ◆ protection or power, ▲ device, ● other.",
  ];
  return { title, lanes, heights: useLaneArrangement.getState().heights, range, zone, key };
}
