import type { TablePreview } from "../../../src/api/engine-contract.ts";
import type { ColumnDraft, MappingDraft, Meaning } from "./mapping-draft.ts";

const SHOWN_ROWS = 12;

/** Common steps from what agents write to the registry's unit. */
const scales = [
  { value: "", title: "as it is" },
  { value: "0.01", title: "percent (× 0.01)" },
  { value: "1024", title: "KiB (× 1024)" },
  { value: "1048576", title: "MiB (× 1024²)" },
  { value: "0.125", title: "bits (× 0.125)" },
] as const;

/** The first rows of the table under what each column is taken for. */
export function MappingPreview({
  preview,
  draft,
  meanings,
  onColumn,
}: {
  readonly preview: TablePreview;
  readonly draft: MappingDraft;
  readonly meanings: readonly Meaning[];
  readonly onColumn: (column: string, part: Partial<ColumnDraft>) => void;
}) {
  return (
    <div className="record-table" role="region" aria-label="First rows" tabIndex={0}>
      <table className="mapping-table">
        <thead>
          <tr>
            {draft.columns.map((one) => (
              <th key={one.column} scope="col" className={one.meaning === "" ? "ignored" : ""}>
                {one.column}
                <ColumnMeaning draft={one} meanings={meanings} onChange={(part) => onColumn(one.column, part)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.slice(0, SHOWN_ROWS).map((row, index) => (
            <tr key={`${String(index)} ${row[0] ?? ""}`}>
              {draft.columns.map((one, at) => (
                <td key={one.column} className={`data${one.meaning === "" ? " ignored" : ""}`}>
                  {row[at] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnMeaning({
  draft,
  meanings,
  onChange,
}: {
  readonly draft: ColumnDraft;
  readonly meanings: readonly Meaning[];
  readonly onChange: (part: Partial<ColumnDraft>) => void;
}) {
  const isKnown = meanings.some((one) => one.id === draft.meaning);
  const hasUnit = !["", "time", "host"].includes(draft.meaning);
  const scale = String(draft.scale ?? "");
  return (
    <span className="meaning">
      <select
        aria-label={`Meaning of ${draft.column}`}
        value={draft.meaning}
        onChange={(event) => onChange({ meaning: event.target.value })}
      >
        {isKnown ? null : <option value={draft.meaning}>{draft.meaning}</option>}
        {meanings.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      {hasUnit ? (
        <>
          <select
            aria-label={`Unit of ${draft.column}`}
            value={scale}
            onChange={(event) =>
              onChange({ scale: event.target.value === "" ? undefined : Number(event.target.value) })
            }
          >
            {scales.some((one) => one.value === scale) ? null : <option value={scale}>× {scale}</option>}
            {scales.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
          <label className="counter">
            <input
              type="checkbox"
              checked={draft.counter}
              onChange={(event) => onChange({ counter: event.target.checked })}
            />
            counts up
          </label>
        </>
      ) : null}
    </span>
  );
}
