import type { Case } from "../../../src/model/case.ts";
import { useDraft } from "../../state/drafts.ts";
import { askEngine } from "../../state/engine.ts";
import { attempt, notify } from "../../state/notifications.ts";
import { refreshWorkspace, useWorkspace } from "../../state/workspace.ts";

export function CaseVerdict({ value }: { readonly value: Case }) {
  const path = useWorkspace((workspace) => workspace.summary?.path);
  const [draft, setDraft] = useDraft(`verdict ${value.id} ${path ?? ""}`);
  const text = draft ?? value.verdict;
  const save = async (): Promise<void> => {
    await askEngine("case.setVerdict", { caseId: value.id, verdict: text.trim() });
    setDraft(undefined);
    await refreshWorkspace();
    notify("note", "The verdict was saved.");
  };
  return (
    <section>
      <h2>Verdict</h2>
      <textarea
        className="input"
        rows={3}
        aria-label="Verdict"
        placeholder="What was concluded, how sure, and what it rests on."
        value={text}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button
        type="button"
        className="button primary"
        disabled={draft === undefined || draft === value.verdict}
        onClick={() => attempt(save)}
      >
        Save verdict
      </button>
    </section>
  );
}
