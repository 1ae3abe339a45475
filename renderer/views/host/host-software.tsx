import { useMemo } from "react";
import type { Timestamp } from "../../../src/base/time.ts";
import type { StoredProcess } from "../../../src/model/events.ts";
import { RecordTable } from "../../components/record-table.tsx";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useEngine } from "../../state/queries.ts";
import { seenWords } from "./seen-words.ts";

interface Program {
  readonly executable: string;
  readonly users: ReadonlySet<string>;
  readonly first: Timestamp;
  readonly last: Timestamp;
  readonly runs: number;
}

const MOST_PROCESSES = 10_000;
const SHOWN = 60;

/** The programs that ran here, the latest newcomers first. */
export function HostSoftware({ host }: { readonly host: string }) {
  const zone = useDisplayZone(host);
  const processes = useEngine("process.list", { hosts: [host], limit: MOST_PROCESSES }).value;
  const programs = useMemo(() => programsOf(processes?.rows ?? []), [processes]);
  if (programs.length === 0) return null;
  return (
    <section>
      <h2>
        Software seen <span className="muted">({seenWords(programs.length, [processes])})</span>
      </h2>
      <RecordTable
        caption="Software seen"
        rows={programs.slice(0, SHOWN)}
        keyOf={(row) => row.executable}
        columns={[
          { title: "Program", look: "long", cell: (row) => row.executable },
          { title: "Users", cell: (row) => [...row.users].join(", ") },
          { title: `First seen (${zone.name})`, cell: (row) => formatTime(row.first, zone) },
          { title: "Last seen", cell: (row) => formatTime(row.last, zone) },
          { title: "Runs", look: "number", cell: (row) => formatNumber(row.runs) },
        ]}
      />
    </section>
  );
}

function programsOf(processes: readonly StoredProcess[]): readonly Program[] {
  const found = new Map<string, Program>();
  for (const { name, executable = name, user, first, last } of processes) {
    const known = found.get(executable) ?? { executable, users: new Set<string>(), first, last, runs: 0 };
    found.set(executable, {
      executable,
      users: user === undefined ? known.users : new Set([...known.users, user]),
      first: known.first < first ? known.first : first,
      last: known.last > last ? known.last : last,
      runs: known.runs + 1,
    });
  }
  return [...found.values()].sort((a, b) => b.first - a.first);
}
