/** A table that nobody standardised: what each column means, as guessed from the data, to be corrected before import. */
import { useMemo, useState } from "react";
import type { TablePreview } from "../../../src/api/engine-contract.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { Failure } from "../../components/failure.tsx";
import { closeEditors } from "../../state/editors.ts";
import { runImport } from "../../state/importing.ts";
import { attempt } from "../../state/notifications.ts";
import { useEngine } from "../../state/queries.ts";
import { fileName } from "../../state/workspace.ts";
import type { EditorView } from "../view.ts";
import {
  meaningsOf,
  problemOf,
  readDraft,
  tableKinds,
  timeForms,
  writeDraft,
  type ColumnDraft,
  type MappingDraft,
} from "./mapping-draft.ts";
import { MappingPreview } from "./mapping-preview.tsx";

export const mappingView: EditorView = {
  id: "mapping",
  icon: "table",
  useTitle: (path) => `Import: ${fileName(path)}`,
  Body: MappingBody,
};

function MappingBody({ subject }: { readonly subject: string }) {
  const { value, error } = useEngine("import.preview", { path: subject });
  if (error !== undefined) return <Failure error={error} />;
  if (value === undefined) return <p className="empty">Loading…</p>;
  return <MappingForm preview={value} />;
}

const formTitles = {
  iso: "2026-04-12 22:10 (ISO)",
  "epoch-s": "seconds since 1970",
  "epoch-ms": "milliseconds since 1970",
  "month-first": "04/12/2026 (month first)",
  "day-first": "12.04.2026 (day first)",
  "year-first": "2026/04/12 (year first)",
} as const;

function MappingForm({ preview }: { readonly preview: TablePreview }) {
  const guess = useMemo(() => readDraft(preview.mapping, preview.columns), [preview]);
  const [draft, setDraft] = useState<MappingDraft>(guess);
  const change = (part: Partial<MappingDraft>): void => setDraft({ ...draft, ...part });
  const setColumn = (column: string, part: Partial<ColumnDraft>): void =>
    change({ columns: draft.columns.map((one) => (one.column === column ? { ...one, ...part } : one)) });
  const isZoneWrong = draft.zone !== "" && zoneOf(draft.zone) === undefined;
  const problem = isZoneWrong ? `"${draft.zone}" is no time zone.` : problemOf(draft);
  const start = async (): Promise<void> => {
    await runImport([preview.path], { format: "generic-table", mapping: writeDraft(draft) });
    closeEditors("mapping", preview.path);
  };

  return (
    <section className="view mapping" aria-label={`Columns of ${preview.path}`}>
      <div className="document">
        <h1>{fileName(preview.path)}</h1>
        <p>
          No importer knows this table, so its columns were guessed from what they hold. Correct what is wrong, then
          import.
        </p>
        {preview.decisions.length === 0 ? null : (
          <ul>
            {preview.decisions.map((decision) => (
              <li key={decision}>{decision}</li>
            ))}
          </ul>
        )}
        <div className="form-row">
          <Choice
            label="Table of"
            value={draft.kind}
            options={tableKinds.map((id) => ({ id, title: id }))}
            onChange={(kind) => change({ kind: tableKinds.find((one) => one === kind) ?? draft.kind })}
          />
          <Choice
            label="Times are written"
            value={draft.form}
            options={timeForms.map((id) => ({ id, title: formTitles[id] }))}
            onChange={(form) => change({ form: timeForms.find((one) => one === form) ?? draft.form })}
          />
          <label>
            Time zone
            <input
              className="input"
              value={draft.zone}
              placeholder="as written, else UTC"
              aria-invalid={isZoneWrong}
              onChange={(event) => change({ zone: event.target.value.trim() })}
            />
          </label>
          <Choice
            label="Decimal sign"
            value={draft.decimal}
            options={[
              { id: ".", title: "point: 0.95" },
              { id: ",", title: "comma: 0,95" },
            ]}
            onChange={(decimal) => change({ decimal: decimal === "," ? "," : "." })}
          />
          <label>
            Host
            <input
              className="input"
              value={draft.host}
              placeholder="column or file name"
              onChange={(event) => change({ host: event.target.value.trim() })}
            />
          </label>
        </div>
        <div className="actions">
          <button
            type="button"
            className="button primary"
            disabled={problem !== undefined}
            onClick={() => attempt(start)}
          >
            Import this table
          </button>
          <button type="button" className="button secondary" onClick={() => setDraft(guess)}>
            Back to the guess
          </button>
          {problem === undefined ? null : (
            <span className="alarm" role="status">
              {problem}
            </span>
          )}
        </div>
        <MappingPreview preview={preview} draft={draft} meanings={meaningsOf(draft.kind)} onColumn={setColumn} />
      </div>
    </section>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  readonly onChange: (id: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
