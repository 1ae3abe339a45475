/** One source: what was decided while reading it, and what could not be read, beside the raw lines. */
import type { SourceRecord } from "../../../src/model/source.ts";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatBytes } from "../../format/bytes.ts";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { plural } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { askEngine, askHost } from "../../state/engine.ts";
import { runImport } from "../../state/importing.ts";
import { attempt, notify } from "../../state/notifications.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { askText, choose } from "../../state/quick-input.ts";
import { fileName, refreshWorkspace } from "../../state/workspace.ts";
import { closeEditors } from "../../state/editors.ts";
import type { Reject } from "../../../src/model/source.ts";
import type { EditorView } from "../view.ts";

export const sourceView: EditorView = {
  id: "source",
  icon: "file",
  useTitle(id) {
    const source = useEngine("source.list", {}).value?.find((one) => String(one.id) === id);
    return source === undefined ? "Source" : fileName(source.path);
  },
  Body: SourceBody,
};

const columns: readonly ListColumn<Reject>[] = [
  {
    id: "line",
    title: "Line",
    width: 80,
    isNumber: true,
    text: (row) => formatNumber(row.line),
    order: (row) => row.line,
  },
  { id: "reason", title: "Reason", width: 320, grows: true, text: (row) => row.reason },
  { id: "raw", title: "As it stands there", width: 420, grows: true, text: (row) => row.raw },
];
const keyOf = (row: Reject): string => `${String(row.line)} ${row.reason}`;

function SourceBody({ subject }: { readonly subject: string }) {
  const sources = useSteadyEngine("source.list", {});
  const source = sources.value?.find((one) => String(one.id) === subject);
  const rejects = useEngine("source.rejects", source === undefined ? undefined : { sourceId: source.id });
  if (sources.error !== undefined) return <Failure error={sources.error} />;
  if (source === undefined)
    return <p className="empty">{sources.isLoading ? "Loading…" : "This source is no longer in the workspace."}</p>;
  return (
    <section className="view source" aria-label={`Source ${source.path}`}>
      <SourceHead source={source} />
      <div className="source-rejects">
        <DataList
          label="Rejects"
          rows={rejects.value?.rows ?? []}
          {...(rejects.value === undefined ? {} : { total: rejects.value.total })}
          columns={columns}
          keyOf={keyOf}
          isLoading={rejects.isLoading}
          empty={<Empty text="Every record of this source was understood." />}
        />
      </div>
    </section>
  );
}

function SourceHead({ source }: { readonly source: SourceRecord }) {
  const zone = useDisplayZone();
  return (
    <div className="document source-head">
      <h1>{source.path}</h1>
      <p className="facts data">
        <span>{source.format}</span>
        <span>{formatBytes(source.size)}</span>
        <span>
          imported {formatTime(source.importedAt, zone)} {zone.name}
        </span>
        <span title={source.sha256}>SHA-256 {source.sha256.slice(0, 16)}…</span>
      </p>
      <p className="data">
        {formatNumber(source.read)} read = {formatNumber(source.stored)} stored + {formatNumber(source.skipped)} skipped
        + <span className={source.rejected > 0 ? "alarm" : ""}>{formatNumber(source.rejected)} rejected</span>;{" "}
        {plural(source.samples, "sample")}, {plural(source.events, "event")}.
      </p>
      <div className="actions">
        <button type="button" className="button secondary" onClick={() => attempt(() => readAgain(source))}>
          <Icon name="refresh" /> Read again with other choices…
        </button>
        <button type="button" className="button secondary" onClick={() => attempt(() => remove(source))}>
          <Icon name="trash" /> Take out…
        </button>
      </div>
      {source.notes.length === 0 ? null : (
        <>
          <h2>Decisions taken while reading</h2>
          <ul>
            {source.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

async function remove(source: SourceRecord): Promise<void> {
  if (!(await confirmRemoval(source, "Take it out", "samples and events of it leave the workspace; the file stays")))
    return;
  await askEngine("source.remove", { sourceId: source.id });
  closeEditors("source", String(source.id));
  await refreshWorkspace();
  notify("note", `${source.path} was taken out. Import the file again to bring it back.`);
}

/** The file has to be pointed at again: a workspace keeps what was read, not where it lay. */
async function readAgain(source: SourceRecord): Promise<void> {
  const [path] = await askHost("dialog.openFiles", { title: `Where is ${fileName(source.path)}?`, kind: "file" });
  if (path === undefined) return;
  const timeZone = await askText({
    title: "Time zone of its clock",
    hint: "Europe/Berlin, +02:00; empty: as decided from the file",
    check: () => undefined,
  });
  if (timeZone === undefined) return;
  const host = await askText({ title: "Host it speaks of", hint: "empty: as the file says", check: () => undefined });
  if (host === undefined) return;
  if (!(await confirmRemoval(source, "Read it again", "what was read before is replaced"))) return;
  await askEngine("source.remove", { sourceId: source.id });
  closeEditors("source", String(source.id));
  await runImport([path], {
    ...(timeZone.trim() === "" ? {} : { timeZone: timeZone.trim() }),
    ...(host.trim() === "" ? {} : { host: host.trim() }),
  });
}

async function confirmRemoval(source: SourceRecord, label: string, detail: string): Promise<boolean> {
  const answer = await choose(`${label}: ${source.path}?`, [
    { id: "yes", label, detail, icon: "check" },
    { id: "no", label: "Leave it as it is", icon: "close" },
  ]);
  return answer === "yes";
}
