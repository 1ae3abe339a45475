/** The report as it would be written now, in a frame that runs no scripts and fetches nothing. */
import { useCallback, useEffect, useState } from "react";
import type { Case } from "../../../src/model/case.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Failure } from "../../components/failure.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { askEngine } from "../../state/engine.ts";
import type { ReportFormat } from "../../../src/api/engine-contract.ts";
import { exportReport } from "../../state/exporting.ts";
import { attempt } from "../../state/notifications.ts";
import { useWorkspace } from "../../state/workspace.ts";

const direct: readonly { readonly id: ReportFormat; readonly title: string }[] = [
  { id: "html", title: "HTML" },
  { id: "pdf", title: "PDF" },
  { id: "md", title: "Markdown" },
];

export function CaseReport({ value }: { readonly value: Case }) {
  const caseId = value.id;
  const reason = useWorkspace((workspace) => workspace.revealed?.reason);
  const [html, setHtml] = useState<string>();
  const [error, setError] = useState<Error>();
  // It follows the case and not the workspace: each preview that names people is written to the custody log.
  const state = JSON.stringify(value);
  const load = useCallback(() => {
    askEngine("report.html", { caseId, ...(reason === undefined ? {} : { reveal: reason }) }).then(
      (text) => {
        setHtml(text);
        setError(undefined);
      },
      (reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))),
    );
  }, [caseId, reason]);
  useEffect(load, [load, state]);

  return (
    <div className="view case-report">
      <div className="toolbar" role="toolbar" aria-label="Report">
        <IconButton icon="refresh" title="Make the preview again" onClick={load} />
        <span className="muted">
          {reason === undefined ? "Preview; names are masked in it." : "Preview; it names people, which is logged."}
        </span>
        <span className="spacer" />
        {direct.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className="button secondary"
            onClick={() => attempt(() => exportReport(caseId, id))}
          >
            Export {title}
          </button>
        ))}
        <CommandButton id="report.export" title="More…" />
      </div>
      {error === undefined ? null : <Failure error={error} />}
      {html === undefined ? (
        <p className="empty">Loading…</p>
      ) : (
        <iframe title="Preview of the report" sandbox="" srcDoc={html} />
      )}
    </div>
  );
}
