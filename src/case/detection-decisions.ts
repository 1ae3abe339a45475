/**
 * Decisions about detection: each reads the choices that hold, makes the changed ones, and stores them with one custody
 * entry that says what was decided and why. They take effect with the next analysis.
 */
import { UserError } from "../base/errors.ts";
import { DAY, toIso, type Timestamp } from "../base/time.ts";
import type { Acceptance, DetectionChoices, PolicyThreshold, Sensitivity } from "../model/detection-choices.ts";
import { findMetric } from "../model/metrics.ts";
import type { Workspace } from "../store/workspace.ts";
import { caseOf } from "./case-file.ts";

/** Data before a freeze that load lines need: two weeks show each day of the week twice. */
const LEAST_TAUGHT = 14 * DAY;

export function setSensitivity(workspace: Workspace, sensitivity: Sensitivity, note: string): DetectionChoices {
  const choices = workspace.choices();
  const detail = { from: choices.sensitivity, to: sensitivity, note: said(note) };
  return save(workspace, { ...choices, sensitivity }, "sensitivity-set", detail);
}

/** All policies that hold from now on; a `UserError` for a metric or a class that is not there. */
export function setPolicies(
  workspace: Workspace,
  policies: readonly PolicyThreshold[],
  note: string,
): DetectionChoices {
  const known = new Set(workspace.classes().map(({ name }) => name));
  for (const { metric, className } of policies) {
    if (findMetric(metric) === undefined) {
      throw new UserError("bad-input", `There is no metric "${metric}".`, { next: "`series` lists those of a host." });
    }
    if (className !== undefined && !known.has(className)) {
      throw new UserError("not-found", `There is no class "${className}" in this workspace.`, {
        next: "`hosts` shows the classes.",
      });
    }
  }
  const choices = workspace.choices();
  const detail = { from: choices.policies, to: policies, note: said(note) };
  return save(workspace, { ...choices, policies }, "policies-set", detail);
}

/** A load that lasts becomes the host's normal from its onset on; a `UserError` for one that is over. */
export function acceptShift(workspace: Workspace, episodeId: string, note: string, now: Timestamp): Acceptance {
  const episode = workspace.episode(episodeId);
  if (episode === undefined) {
    throw new UserError("not-found", `There is no episode ${episodeId}.`, { next: "`analyze` lists those there are." });
  }
  if (episode.end !== undefined) {
    throw new UserError("wrong-usage", `${episodeId} ended at ${toIso(episode.end)}: what is over is no new normal.`, {
      next: "Judge it in a case as explained instead.",
    });
  }
  const choices = workspace.choices();
  const numbers = choices.acceptances.map(({ id }) => Number(id.replace("ACC-", "")));
  const acceptance: Acceptance = {
    id: `ACC-${Math.max(0, ...numbers) + 1}`,
    host: episode.host,
    metrics: episode.metrics,
    from: episode.start,
    note: said(note),
    at: now,
    episodeId,
  };
  const acceptances = [...choices.acceptances, acceptance];
  save(workspace, { ...choices, acceptances }, "shift-accepted", { ...acceptance, profile: episode.profile });
  return acceptance;
}

/** Takes an acceptance back: the shift is a deviation again. */
export function undoAcceptance(workspace: Workspace, id: string, note: string): DetectionChoices {
  const choices = workspace.choices();
  const acceptance = choices.acceptances.find((one) => one.id === id);
  if (acceptance === undefined) {
    throw new UserError("not-found", `There is no accepted shift "${id}".`, { next: "`baseline list` shows them." });
  }
  const acceptances = choices.acceptances.filter((one) => one !== acceptance);
  return save(workspace, { ...choices, acceptances }, "acceptance-undone", { ...acceptance, note: said(note) });
}

/** Load lines learn from what came before `until` only, for the sake of a case. */
export function freezeBaselines(workspace: Workspace, until: Timestamp, caseId: string): DetectionChoices {
  const { id } = caseOf(workspace, caseId);
  const first = Math.min(...workspace.hosts().flatMap(({ from }) => from ?? []));
  if (!(until - first >= LEAST_TAUGHT)) {
    throw new UserError("wrong-usage", `Before ${toIso(until)} there are not two weeks of data to learn from.`, {
      next: "Choose a later date, or import older data.",
    });
  }
  return save(workspace, { ...workspace.choices(), frozen: { until, caseId: id } }, "baselines-frozen", {
    until,
    case: id,
  });
}

/** Load lines learn from all data again. */
export function thawBaselines(workspace: Workspace, note: string): DetectionChoices {
  const { frozen, ...choices } = workspace.choices();
  if (frozen === undefined) throw new UserError("wrong-usage", "The load lines are not frozen.");
  return save(workspace, choices, "baselines-thawed", { ...frozen, note: said(note) });
}

function save(
  workspace: Workspace,
  choices: DetectionChoices,
  action: string,
  detail: Readonly<Record<string, unknown>>,
): DetectionChoices {
  workspace.saveChoices(choices, action, detail);
  return choices;
}

/** The reason, without blanks around it; a `UserError` where there is none. */
function said(note: string): string {
  const text = note.trim();
  if (text === "") {
    throw new UserError("wrong-usage", "A decision about detection needs its reason.", { next: "Say why, in a note." });
  }
  return text;
}
