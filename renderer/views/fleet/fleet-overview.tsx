/** Where should I look? What is unusual now, and hosts by weeks, coloured by how far their load stood from the load line. */
import { useState } from "react";
import { WEEK, type Timestamp } from "../../../src/base/time.ts";
import type { FleetWeeks } from "../../../src/api/engine-contract.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { plural } from "../../format/words.ts";
import { openEditor } from "../../state/editors.ts";
import { useJobs } from "../../state/jobs.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { selectHost } from "../../state/selection.ts";
import { setViewport } from "../../state/viewports.ts";
import { useWorkspace } from "../../state/workspace.ts";
import type { EditorView } from "../view.ts";
import { ClassSuggestionLines } from "./class-suggestions.tsx";
import type { FleetCell } from "./fleet-cells.ts";
import { FleetLegend, FleetMatrix } from "./fleet-matrix.tsx";
import { FleetTable } from "./fleet-table.tsx";
import { UnusualNow } from "./unusual-now.tsx";

export const fleetOverview: EditorView = { id: "fleet", icon: "server", useTitle: () => "Fleet", Body: FleetOverview };

function FleetOverview() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const { value, error, isLoading } = useSteadyEngine("fleet.weeks", isOpen ? {} : undefined);
  if (error !== undefined) return <Failure error={error} />;
  if (value === undefined && isLoading) return <p className="empty">Loading…</p>;
  if (value === undefined || value.hosts.length === 0) return <NothingYet />;
  return <FleetWeeksView fleet={value} />;
}

function NothingYet() {
  return (
    <Empty text="There is nothing to look at yet. Import performance counters, process and connection logs, and change tickets; files, folders and archives can also be dropped anywhere on this window.">
      <CommandButton id="import.files" look="primary" />
      <CommandButton id="import.folder" />
    </Empty>
  );
}

function FleetWeeksView({ fleet }: { readonly fleet: FleetWeeks }) {
  const claims = useEngine("justification.list", {}).value ?? [];
  const classes = useEngine("class.list", {}).value ?? [];
  const isAnalysed = useWorkspace((workspace) => workspace.summary?.analysedAt !== undefined);
  const isBusy = useJobs(({ running }) => running.length > 0);
  const [isTable, setIsTable] = useState(false);
  const alarms = fleet.hosts.reduce((sum, row) => sum + row.alarms, 0);
  return (
    <section className="view fleet" aria-label="Fleet by weeks">
      <header className="view-head">
        <p>
          {plural(fleet.hosts.length, "host")} over {plural(fleet.weeks.length, "week")};{" "}
          {isAnalysed ? `${plural(alarms, "episode")} put before you` : "not analysed yet"}.
        </p>
        <span className="spacer" />
        {isAnalysed || isBusy ? null : <CommandButton id="analysis.run" look="primary" />}
        <IconButton
          icon="table"
          title={isTable ? "Show the weeks as a picture" : "Show the weeks as a table"}
          isPressed={isTable}
          onClick={() => setIsTable(!isTable)}
        />
      </header>
      {isAnalysed ? <UnusualNow /> : null}
      {isAnalysed ? <ClassSuggestionLines classes={classes} /> : null}
      {isTable ? (
        <div className="fleet-table">
          <FleetTable fleet={fleet} claims={claims} onOpen={openCell} />
        </div>
      ) : (
        <>
          <FleetMatrix fleet={fleet} claims={claims} classes={classes} onOpen={openCell} onOpenHost={openHost} />
          <FleetLegend />
        </>
      )}
    </section>
  );
}

function openHost(host: string, keep: boolean): void {
  selectHost(host);
  openEditor("timeline", host, { keep });
}

function openCell({ host, week }: FleetCell, keep: boolean): void {
  setViewport(host, { start: week, end: (week + WEEK) as Timestamp });
  openHost(host, keep);
}
