/** What do we say? Findings, exhibits, cost, notes, hypotheses, verdict, report. */
import { useState } from "react";
import { Failure } from "../../components/failure.tsx";
import { TabStrip } from "../../components/tab-strip.tsx";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { hostDrop } from "../../state/host-drop.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import type { EditorView } from "../view.ts";
import { CaseCost } from "./case-cost.tsx";
import { CaseExhibits } from "./case-exhibits.tsx";
import { CaseFindings } from "./case-findings.tsx";
import { CaseHypotheses } from "./case-hypotheses.tsx";
import { CaseNotes } from "./case-notes.tsx";
import { CaseReport } from "./case-report.tsx";
import { CaseSubjects } from "./case-subjects.tsx";
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
    <section className="view case" aria-label={`Case ${value.title}`} {...hostDrop(value.id)}>
      <header className="view-head">
        <h1>{value.title}</h1>
        <span className="muted data whole">
          begun {formatTime(value.createdAt, zone)} {zone.name}
        </span>
        <span className="spacer" />
        <TabStrip label="Pages of the case" current={page} tabs={pages} onChoose={setPage} />
      </header>
      {page === "report" ? (
        <CaseReport value={value} />
      ) : (
        <div className="document" tabIndex={0} role="region" aria-label={page}>
          {page === "evidence" ? (
            <>
              <CaseFindings value={value} />
              <CaseCost value={value} />
              <CaseExhibits value={value} />
              <CaseSubjects value={value} />
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
