/** What do we say? Findings, exhibits, notes, hypotheses, verdict, report. */
import { useState, type DragEvent } from "react";
import type { Case } from "../../../src/model/case.ts";
import { Failure } from "../../components/failure.tsx";
import { TabStrip } from "../../components/tab-strip.tsx";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { askEngine } from "../../state/engine.ts";
import { attempt } from "../../state/notifications.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { refreshWorkspace, useWorkspace } from "../../state/workspace.ts";
import { HOST_DRAG } from "../fleet/host-drag.ts";
import type { EditorView } from "../view.ts";
import { CaseExhibits } from "./case-exhibits.tsx";
import { CaseFindings } from "./case-findings.tsx";
import { CaseHypotheses } from "./case-hypotheses.tsx";
import { CaseNotes } from "./case-notes.tsx";
import { CaseReport } from "./case-report.tsx";
import { CaseVerdict } from "./case-verdict.tsx";

export const caseView: EditorView = {
  id: "case",
  icon: "briefcase",
  useTitle(id) {
    const found = useEngine("case.list", {}).value?.find((one) => one.id === id);
    return found === undefined ? "Case" : `Case: ${found.title}`;
  },
  Body: CaseBody,
};

const uncounted = (): undefined => undefined;
const pages = [
  { id: "evidence", title: "Findings and exhibits", useCount: uncounted },
  { id: "judgement", title: "Notes and hypotheses", useCount: uncounted },
  { id: "report", title: "Report", useCount: uncounted },
] as const;

function CaseBody({ subject }: { readonly subject: string }) {
  const { value, error } = useSteadyEngine("case.get", { caseId: subject });
  const [page, setPage] = useState<string>("evidence");
  const zone = useDisplayZone();
  if (error !== undefined) return <Failure error={error} />;
  if (value === undefined) return <p className="empty">Loading…</p>;
  return (
    <section
      className="case"
      aria-label={`Case ${value.title}`}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(HOST_DRAG)) event.preventDefault();
      }}
      onDrop={(event) => attempt(() => addHost(event, value))}
    >
      <header className="view-head">
        <h1>{value.title}</h1>
        <span className="muted data">
          begun {formatTime(value.createdAt, zone)} {zone.name}
        </span>
        <span className="spacer" />
        <TabStrip label="Pages of the case" current={page} tabs={pages} onChoose={setPage} />
      </header>
      {page === "report" ? (
        <CaseReport caseId={value.id} />
      ) : (
        <div className="document" tabIndex={0} role="region" aria-label={page}>
          {page === "evidence" ? (
            <>
              <CaseFindings value={value} />
              <CaseExhibits value={value} />
            </>
          ) : (
            <>
              <CaseVerdict value={value} />
              <CaseNotes value={value} />
              <CaseHypotheses value={value} />
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** A host that is dropped on a case brings its load over all the data as an exhibit. */
async function addHost(event: DragEvent, { id }: Case): Promise<void> {
  const host = event.dataTransfer.getData(HOST_DRAG);
  const range = useWorkspace.getState().summary?.range;
  if (host === "" || range === undefined) return;
  await askEngine("case.pin", {
    caseId: id,
    kind: "series",
    title: `Load of ${host}`,
    query: { hosts: [host], range },
  });
  await refreshWorkspace();
}
