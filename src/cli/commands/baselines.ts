import { UserError } from "../../base/errors.ts";
import { toIso } from "../../base/time.ts";
import type { Acceptance, DetectionChoices } from "../../model/detection-choices.ts";
import { noteOption, readTime, textOption, type Command } from "../command.ts";
import { table, type Outcome } from "../output.ts";

const note = ["--note <TEXT>", "why; kept in the custody log"] as const;
const AGAIN = "It holds from the next analysis on.";

export const baselineList: Command = {
  name: "baseline list",
  describes: "list accepted shifts, and whether load lines are frozen",
  needsWorkspace: true,
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    return outcome(await engine.call("detection.choices", {}));
  },
};

export const baselineAccept: Command = {
  name: "baseline accept",
  args: "<EPISODE>",
  describes: "accept a shift that lasts as the new normal of its host",
  needsWorkspace: true,
  options: [note],
  async run([episode], options, { engine, openWorkspace }) {
    const text = noteOption(options);
    await openWorkspace(options);
    const accepted = await engine.call("detection.accept", { episodeId: String(episode), note: text });
    return {
      json: presentAcceptance(accepted),
      text: `${accepted.id}: the load lines of ${accepted.host} learn anew from ${toIso(accepted.from)}. ${AGAIN}`,
    };
  },
};

export const baselineUndo: Command = {
  name: "baseline undo",
  args: "<ACCEPTANCE>",
  describes: "take an accepted shift back",
  needsWorkspace: true,
  options: [note],
  async run([id], options, { engine, openWorkspace }) {
    const text = noteOption(options);
    await openWorkspace(options);
    return outcome(await engine.call("detection.undoAcceptance", { id: String(id), note: text }));
  },
};

export const baselineFreeze: Command = {
  name: "baseline freeze",
  args: "<TIME>",
  describes: "let load lines learn from what came before a time only",
  needsWorkspace: true,
  options: [["--case <CASE>", "the case for which it is done"]],
  async run([text], options, { engine, openWorkspace }) {
    const until = readTime(String(text), "TIME");
    const caseId = textOption(options, "case");
    if (caseId === undefined) throw new UserError("wrong-usage", "Load lines are frozen for a case: --case CASE.");
    await openWorkspace(options);
    return outcome(await engine.call("detection.freeze", { until, caseId }));
  },
};

export const baselineThaw: Command = {
  name: "baseline thaw",
  describes: "let load lines learn from all data again",
  needsWorkspace: true,
  options: [note],
  async run(_args, options, { engine, openWorkspace }) {
    const text = noteOption(options);
    await openWorkspace(options);
    return outcome(await engine.call("detection.thaw", { note: text }));
  },
};

function outcome({ acceptances, frozen }: DetectionChoices): Outcome {
  const learning =
    frozen === undefined
      ? "Load lines learn from all data."
      : `Load lines are frozen as of ${toIso(frozen.until)} for ${frozen.caseId}.`;
  return {
    json: {
      acceptances: acceptances.map(presentAcceptance),
      frozen: frozen === undefined ? null : { until: toIso(frozen.until), case: frozen.caseId },
    },
    text: [
      learning,
      acceptances.length === 0
        ? "No shift is accepted."
        : table(
            ["acceptance", "host", "from", "metrics", "note"],
            acceptances.map(({ id, host, from, metrics, note: why }) => [
              id,
              host,
              toIso(from),
              metrics.join(", "),
              why,
            ]),
          ),
    ].join("\n"),
  };
}

function presentAcceptance({ from, at, ...acceptance }: Acceptance) {
  return { ...acceptance, from: toIso(from), at: toIso(at) };
}
