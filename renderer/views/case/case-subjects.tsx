import type { Case } from "../../../src/model/case.ts";
import type { Subject } from "../../../src/model/fleet.ts";
import { RecordTable } from "../../components/record-table.tsx";
import { useEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";

/** The people that the episodes of the case point to; names only where a reason was given to see them. */
export function CaseSubjects({ value }: { readonly value: Case }) {
  const revealed = useWorkspace((workspace) => workspace.revealed);
  const masked = useEngine("subject.list", {}).value ?? [];
  const known = revealed?.subjects ?? masked;
  const subjects = value.subjects.map(
    (id): Subject =>
      known.find((one) => one.id === id) ?? { id, name: undefined, department: undefined, priorViolations: [] },
  );
  return (
    <section>
      <h2>Subjects</h2>
      {subjects.length === 0 ? (
        <p className="muted">No episode of this case points to a person.</p>
      ) : (
        <RecordTable
          caption="Subjects"
          rows={subjects}
          keyOf={(row) => row.id}
          columns={[
            { title: "Subject", cell: (row) => row.id },
            { title: "Name", cell: (row) => (revealed === undefined ? "masked" : (row.name ?? "not known")) },
            { title: "Department", cell: (row) => row.department ?? "" },
            {
              title: "Prior violations",
              look: "prose",
              cell: (row) => row.priorViolations.map(({ date, what }) => `${date}: ${what}`).join("; "),
            },
          ]}
        />
      )}
    </section>
  );
}
