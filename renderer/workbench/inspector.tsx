/** What is under the cursor or selected, in words and numbers. */
import { IconButton } from "../components/icon-button.tsx";
import { togglePart } from "../state/layout.ts";
import { useSelection, type Inspected, type Reading } from "../state/selection.ts";
import { useDisplayZone } from "../state/display-zone.ts";
import { formatSeconds } from "../format/time.ts";
import { useEngine } from "../state/queries.ts";
import { formatNumber } from "../format/number.ts";
import { classTitle, plural } from "../format/words.ts";
import type { LaneReading } from "../charts/reading.ts";

export function Inspector() {
  const reading = useSelection((selection) => selection.reading);
  const inspected = useSelection((selection) => selection.inspected);
  return (
    <>
      <header className="part-head">
        <h2>Inspector</h2>
        <span className="spacer" />
        <IconButton icon="close" title="Close the inspector" onClick={() => togglePart("inspector")} />
      </header>
      <div className="part-body inspector-body">
        {reading === undefined ? null : <ReadingTable reading={reading} />}
        {inspected === undefined ? null : <InspectedFields inspected={inspected} />}
        {reading === undefined && inspected === undefined ? (
          <p className="empty">Point at a timeline, or select a row, to read its numbers here.</p>
        ) : null}
      </div>
    </>
  );
}

function ReadingTable({ reading }: { readonly reading: Reading }) {
  const zone = useDisplayZone();
  const isOfMany = new Set(reading.lines.map((line) => line.name)).size > 1;
  const estimates = new Set(reading.lines.flatMap((line) => line.estimates));
  return (
    <section>
      <h3>
        At {formatSeconds(reading.time, zone)} {zone.name}
      </h3>
      <table className="fields">
        <tbody>
          {reading.lines.map((line) => (
            <tr key={`${line.lane} ${line.name}`} className={line.isOutside ? "alarm" : ""}>
              <th scope="row">{line.title}</th>
              <td>
                {line.value}
                {isOfMany ? <small>{line.name}</small> : null}
                {readingFacts(line).map((fact) => (
                  <small key={fact}>{fact}</small>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {[...estimates].map((why) => (
        <p key={why} className="muted">
          ≈: {why}
        </p>
      ))}
    </section>
  );
}

function readingFacts(line: LaneReading): readonly string[] {
  const { spread, normal, weeks, residual, peers, peerHosts, samples } = line;
  return [
    ...(spread === undefined ? [] : [`from ${spread.replace("–", " to ")}`]),
    ...(normal === undefined ? [] : [`normally ${normal}`]),
    ...(weeks === undefined ? [] : [`learned from ${plural(weeks, "week")}`]),
    ...(residual === undefined ? [] : [`residual ${residual}`]),
    ...(peers === undefined ? [] : [`${plural(peerHosts ?? 0, "peer")}: ${peers}`]),
    `n = ${formatNumber(samples)}`,
  ];
}

function InspectedFields({ inspected }: { readonly inspected: Inspected }) {
  switch (inspected.kind) {
    case "row":
      return <Fields title={inspected.title} fields={inspected.fields} />;
    case "host":
      return <HostFields name={inspected.host} />;
    case "episode":
      return <EpisodeFields id={inspected.id} />;
  }
}

function HostFields({ name }: { readonly name: string }) {
  const host = useEngine("host.list", {}).value?.find((one) => one.name === name);
  const classes = useEngine("class.list", {}).value;
  if (host === undefined) return null;
  return (
    <Fields
      title={host.name}
      fields={[
        ["Class", host.className === undefined ? "not set" : classTitle(host.className, classes)],
        ["Zone", host.timeZone ?? "UTC (assumed)"],
        ["CPUs", host.logicalCpus === undefined ? "not known" : String(host.logicalCpus)],
        ["Owner", host.owner ?? "not known"],
        ["Also known as", host.aliases.join(", ") || "–"],
        ["Samples", formatNumber(host.sampleCount)],
        ["Processes", formatNumber(host.processCount)],
        ["Connections", formatNumber(host.connectionCount)],
        ["Control events", formatNumber(host.controlCount)],
      ]}
    />
  );
}

function EpisodeFields({ id }: { readonly id: string }) {
  const explanation = useEngine("episode.explain", { id }).value;
  if (explanation === undefined) return null;
  return (
    <section>
      <h3>{explanation.episode.host}</h3>
      <p>{explanation.sentence}</p>
      {explanation.baseline.map((sentence) => (
        <p key={sentence} className="muted">
          {sentence}
        </p>
      ))}
    </section>
  );
}

function Fields({
  title,
  fields,
}: {
  readonly title: string;
  readonly fields: readonly (readonly [string, string])[];
}) {
  return (
    <section>
      <h3>{title}</h3>
      <table className="fields">
        <tbody>
          {fields.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
