import { useEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { BaselineSettings } from "./baseline-settings.tsx";
import { PolicySettings } from "./policy-settings.tsx";
import { SensitivitySettings } from "./sensitivity-settings.tsx";

/** What was decided about detection in the open workspace: these settings belong to the evidence, not to the window. */
export function DetectionSettings() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const choices = useEngine("detection.choices", isOpen ? {} : undefined).value;
  if (!isOpen) {
    return (
      <section>
        <h2>Detection</h2>
        <p className="muted">How sensitive detection is, and what policies forbid, is decided in an open workspace.</p>
      </section>
    );
  }
  if (choices === undefined) return null;
  return (
    <>
      <SensitivitySettings held={choices.sensitivity} />
      <PolicySettings policies={choices.policies} />
      <BaselineSettings acceptances={choices.acceptances} frozen={choices.frozen} />
    </>
  );
}
