import type { Reason, Reasons } from "../../../src/model/episode.ts";
import { formatShort } from "../../format/number.ts";

/** What speaks for and against, side by side, each line with its number. */
export function EpisodeReasons({ reasons }: { readonly reasons: Reasons }) {
  return (
    <div className="columns">
      <ReasonColumn title="Speaks for" sign="+" reasons={reasons.for} none="Nothing but the load itself." />
      <ReasonColumn
        title="Speaks against"
        sign="−"
        reasons={reasons.against}
        none="Nothing of what was looked for was found."
      />
    </div>
  );
}

function ReasonColumn({
  title,
  sign,
  reasons,
  none,
}: {
  readonly title: string;
  readonly sign: string;
  readonly reasons: readonly Reason[];
  readonly none: string;
}) {
  return (
    <section className={sign === "+" ? "reasons for" : "reasons against"}>
      <h2>
        {title}
        <span className="spacer" />
        {reasons.some(({ value }) => value !== undefined) ? <span className="muted">measured</span> : null}
      </h2>
      {reasons.length === 0 ? <p className="muted">{none}</p> : null}
      <ul>
        {reasons.map((reason) => (
          <li key={reason.text}>
            <span className="reason-sign" aria-hidden="true">
              {sign}
            </span>
            <span>{reason.text}</span>
            <span className="number data muted">{reason.value === undefined ? "" : formatShort(reason.value)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
