import type { Case } from "../../../src/model/case.ts";
import { Markdown } from "../../components/markdown.tsx";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useDraft } from "../../state/drafts.ts";
import { askEngine } from "../../state/engine.ts";
import { attempt } from "../../state/notifications.ts";
import { refreshWorkspace, useWorkspace } from "../../state/workspace.ts";

export function CaseNotes({ value }: { readonly value: Case }) {
  const zone = useDisplayZone();
  const path = useWorkspace((workspace) => workspace.summary?.path);
  const [draft, setText] = useDraft(`note ${value.id} ${path ?? ""}`);
  const text = draft ?? "";
  const add = async (): Promise<void> => {
    await askEngine("case.addNote", { caseId: value.id, text: text.trim() });
    setText(undefined);
    await refreshWorkspace();
  };
  return (
    <section>
      <h2>Notes</h2>
      {value.notes.map((note) => (
        <div key={note.at} className="note">
          <p className="muted data">
            {formatTime(note.at, zone)} {zone.name}
          </p>
          <Markdown text={note.text} />
        </div>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt(add);
        }}
      >
        <textarea
          className="input"
          rows={4}
          aria-label="New note"
          placeholder="What was done and seen; Markdown is understood. Notes are never changed: a mistake is corrected by another note."
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={text.trim() === ""}>
          Add note
        </button>
      </form>
    </section>
  );
}
