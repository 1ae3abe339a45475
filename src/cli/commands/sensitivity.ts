import { toIso } from "../../base/time.ts";
import type { PreviewedEpisode, PreviewSide } from "../../model/sensitivity-preview.ts";
import { noteOption, numberOption, type Command } from "../command.ts";
import { say, table } from "../output.ts";

export const sensitivity: Command = {
  name: "sensitivity",
  describes: "show what another sensitivity would change on this data; --apply decides for it",
  needsWorkspace: true,
  options: [
    ["--factor <N>", "1 is calibrated, 2 alarms at half the deviation, 0.5 at twice"],
    ["--budget <N>", "false alarms that a class may cost per host and 30 days (0.03)"],
    ["--listed <N>", "weaker deviations listed per host and 30 days (2)"],
    ["--apply", "keep it; the next analysis judges by it"],
    ["--note <TEXT>", "why; needed with --apply and kept in the custody log"],
  ],
  async run(_args, options, context) {
    const note = options["apply"] === true ? noteOption(options) : undefined;
    await context.openWorkspace(options);
    const { engine } = context;
    const held = (await engine.call("detection.choices", {})).sensitivity;
    const tried = {
      factor: numberOption(options, "factor") ?? held.factor,
      falseAlarmBudget: numberOption(options, "budget") ?? held.falseAlarmBudget,
      listedPerMonth: numberOption(options, "listed") ?? held.listedPerMonth,
    };
    const preview = await engine.call("detection.preview", { sensitivity: tried }, context.long);
    if (note !== undefined) {
      await engine.call("detection.setSensitivity", { sensitivity: tried, note });
      say("Kept. Analyze again to see by it.");
    }
    const { now, then, changes, hosts, weeks } = preview;
    return {
      json: { held, tried, applied: note !== undefined, now, then, changes: changes.map(presentChange), hosts, weeks },
      text: [
        table(["", "now", "then"], [...figures(now, then)]),
        "",
        changes.length === 0 ? "No episode would change." : changeTable(changes),
      ].join("\n"),
    };
  },
};

function figures(now: PreviewSide, then: PreviewSide): string[][] {
  return [
    ["alarms", String(now.alarms), String(then.alarms)],
    ["of them new, causes not yet looked at", String(now.unweighed), String(then.unweighed)],
    ["episodes listed", String(now.listed), String(then.listed)],
    ["expected false alarms per host-week", now.falsePerHostWeek.toPrecision(2), then.falsePerHostWeek.toPrecision(2)],
  ];
}

function changeTable(changes: readonly PreviewedEpisode[]): string {
  return table(
    ["change", "host", "metric", "start", "strength now", "then", "episode"],
    changes.map(({ change, host, metric, start, strengthNow, strengthThen, episodeId }) => [
      change,
      host,
      metric,
      toIso(start),
      strengthNow?.toFixed(2) ?? "–",
      strengthThen?.toFixed(2) ?? "–",
      episodeId ?? "new",
    ]),
  );
}

function presentChange(episode: PreviewedEpisode) {
  return {
    ...episode,
    start: toIso(episode.start),
    end: episode.end === undefined ? null : toIso(episode.end),
    strengthNow: episode.strengthNow ?? null,
    strengthThen: episode.strengthThen ?? null,
    episodeId: episode.episodeId ?? null,
  };
}
