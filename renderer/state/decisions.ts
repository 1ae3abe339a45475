/** Decisions about detection: each asks for its reason, is logged, and the workspace is analysed by it at once. */
import type { PolicyThreshold, Sensitivity } from "../../src/model/detection-choices.ts";
import { askEngine } from "./engine.ts";
import { analyse } from "./importing.ts";
import { askText } from "./quick-input.ts";

export function applySensitivity(sensitivity: Sensitivity): Promise<void> {
  return decide("Apply this sensitivity", (note) => askEngine("detection.setSensitivity", { sensitivity, note }));
}

export function applyPolicies(policies: readonly PolicyThreshold[], title: string): Promise<void> {
  return decide(title, (note) => askEngine("detection.setPolicies", { policies: [...policies], note }));
}

export function acceptShift(episodeId: string, host: string): Promise<void> {
  return decide(`Accept as the new normal of ${host}`, (note) => askEngine("detection.accept", { episodeId, note }));
}

export function undoAcceptance(id: string, host: string): Promise<void> {
  return decide(`Take back what was accepted on ${host}`, (note) =>
    askEngine("detection.undoAcceptance", { id, note }),
  );
}

export function thawBaselines(): Promise<void> {
  return decide("Let load lines learn again", (note) => askEngine("detection.thaw", { note }));
}

async function decide(title: string, change: (note: string) => Promise<unknown>): Promise<void> {
  const note = await askText({ title, hint: "Your reason; it stands in the custody log" });
  if (note === undefined) return;
  await change(note.trim());
  await analyse();
}
