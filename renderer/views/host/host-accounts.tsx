import { useMemo } from "react";
import { quoted } from "../../../src/filter/complete-filter.ts";
import { RecordTable } from "../../components/record-table.tsx";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { showPanelView } from "../../state/layout.ts";
import { changeList } from "../../state/lists.ts";
import { useEngine } from "../../state/queries.ts";
import { selectHost } from "../../state/selection.ts";
import { accountsOf } from "./accounts-of.ts";
import { seenWords } from "./seen-words.ts";

const MOST_ROWS = 10_000;
const SHOWN = 40;

/** Who ran programs here or was named by a control event, the latest newcomers first. */
export function HostAccounts({ host }: { readonly host: string }) {
  const zone = useDisplayZone(host);
  const processes = useEngine("process.list", { hosts: [host], limit: MOST_ROWS }).value;
  const controls = useEngine("control.list", { hosts: [host], limit: MOST_ROWS }).value;
  const accounts = useMemo(() => accountsOf(processes?.rows ?? [], controls?.rows ?? []), [processes, controls]);
  if (accounts.length === 0) return null;
  return (
    <section>
      <h2>
        Accounts seen <span className="muted">({seenWords(accounts.length, [processes, controls])})</span>
      </h2>
      <RecordTable
        caption="Accounts seen"
        rows={accounts.slice(0, SHOWN)}
        keyOf={(row) => row.user}
        columns={[
          {
            title: "Account",
            cell: (row) => (
              <button
                type="button"
                className="button link"
                title="Show its processes"
                onClick={() => showProcessesOf(host, row.user)}
              >
                {row.user}
              </button>
            ),
          },
          { title: `First seen (${zone.name})`, cell: (row) => formatTime(row.first, zone) },
          { title: "Last seen", cell: (row) => formatTime(row.last, zone) },
          { title: "Processes", look: "number", cell: (row) => formatNumber(row.processes) },
          { title: "Logons", look: "number", cell: (row) => formatNumber(row.logons) },
          { title: "Other control events", look: "number", cell: (row) => formatNumber(row.controls) },
        ]}
      />
    </section>
  );
}

function showProcessesOf(host: string, user: string): void {
  selectHost(host);
  changeList("processes", { filter: `user.name:${quoted(user)}`, groupBy: undefined });
  showPanelView("processes");
}
