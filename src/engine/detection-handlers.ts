/** How detection judges: its sensitivity, policies, accepted shifts and frozen load lines. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import { sensitivityPreviewer } from "../analysis/preview-sensitivity.ts";
import {
  acceptShift,
  freezeBaselines,
  setPolicies,
  setSensitivity,
  thawBaselines,
  undoAcceptance,
} from "../case/detection-decisions.ts";
import type { Session } from "./session.ts";

type Handled = Extract<keyof EngineHandlers, `detection.${string}`>;

export function detectionHandlers(session: Session): Pick<EngineHandlers, Handled> {
  const previewer = sensitivityPreviewer();
  return {
    "detection.choices": () => session.workspace.choices(),
    "detection.preview": ({ sensitivity, policies }, { signal, notify }) => {
      const { workspace } = session;
      const tried = { sensitivity, policies: policies ?? workspace.choices().policies };
      return previewer.preview(workspace, tried, { signal, onProgress: notify });
    },
    "detection.setSensitivity": ({ sensitivity, note }) =>
      session.whenFree((workspace) => setSensitivity(workspace, sensitivity, note)),
    "detection.setPolicies": ({ policies, note }) =>
      session.whenFree((workspace) => setPolicies(workspace, policies, note)),
    "detection.accept": ({ episodeId, note }) =>
      session.whenFree((workspace) => acceptShift(workspace, episodeId, note, session.now())),
    "detection.undoAcceptance": ({ id, note }) => session.whenFree((workspace) => undoAcceptance(workspace, id, note)),
    "detection.freeze": ({ until, caseId }) =>
      session.whenFree((workspace) => freezeBaselines(workspace, until, caseId)),
    "detection.thaw": ({ note }) => session.whenFree((workspace) => thawBaselines(workspace, note)),
  };
}
