import { useState } from "react";
import type { PolicyThreshold } from "../../../src/model/detection-choices.ts";
import { CPU_UTILIZATION, findMetric, metrics } from "../../../src/model/metrics.ts";
import { RecordTable, type RecordColumn } from "../../components/record-table.tsx";
import { formatDuration } from "../../format/duration.ts";
import { formatMeasure } from "../../format/measure.ts";
import { applyPolicies } from "../../state/decisions.ts";
import { attempt } from "../../state/notifications.ts";
import { useEngine } from "../../state/queries.ts";
import { draftedPolicy, entered, type PolicyDraft } from "./policy-draft.ts";

const whens: Readonly<Record<PolicyThreshold["when"], string>> = {
  always: "at any time",
  "off-hours": "outside business hours",
};
const first: PolicyDraft = { className: "", metric: CPU_UTILIZATION, above: "90", minutes: "60", when: "off-hours" };
const watched = metrics.filter(
  ({ id, unit }) => unit !== "Cel" && !id.includes("cpu.user") && !id.includes("cpu.system"),
);
const MINUTE = 60_000_000;

/** Thresholds as policies are written, beside statistics: what they forbid is an alarm, however usual it is. */
export function PolicySettings({ policies }: { readonly policies: readonly PolicyThreshold[] }) {
  const classes = useEngine("class.list", {}).value ?? [];
  const titleOf = (name: string | undefined): string =>
    name === undefined ? "every host" : (classes.find((one) => one.name === name)?.title ?? name);
  const columns: readonly RecordColumn<PolicyThreshold>[] = [
    { title: "Class", cell: ({ className }) => titleOf(className) },
    {
      title: "Forbidden",
      cell: ({ metric, above }) => {
        const known = findMetric(metric);
        return `${known?.title ?? metric} above ${formatMeasure(above, known?.unit ?? "")}`;
      },
    },
    { title: "For at least", cell: ({ minutes }) => formatDuration(minutes * MINUTE) },
    { title: "When", cell: ({ when }) => whens[when] },
    {
      title: "",
      cell: (policy) => (
        <button
          type="button"
          className="button link"
          onClick={() =>
            attempt(() =>
              applyPolicies(
                policies.filter((one) => one !== policy),
                "Take this policy back",
              ),
            )
          }
        >
          Remove…
        </button>
      ),
    },
  ];
  return (
    <section aria-label="Policies">
      <h2>Policies</h2>
      {policies.length === 0 ? (
        <p className="muted">No policy is stated. What one forbids is an alarm, however usual it is on the host.</p>
      ) : (
        <RecordTable caption="Policies" rows={policies} columns={columns} keyOf={(policy) => JSON.stringify(policy)} />
      )}
      <PolicyForm classes={classes} policies={policies} />
    </section>
  );
}

function PolicyForm({
  classes,
  policies,
}: {
  readonly classes: readonly { readonly name: string; readonly title: string }[];
  readonly policies: readonly PolicyThreshold[];
}) {
  const [draft, setDraft] = useState(first);
  const change = (part: Partial<PolicyDraft>): void => setDraft((old) => ({ ...old, ...part }));
  const policy = draftedPolicy(draft);
  return (
    <form
      className="form-row policy-form"
      aria-label="New policy"
      onSubmit={(event) => {
        event.preventDefault();
        if (policy !== undefined) attempt(() => applyPolicies([...policies, policy], "Forbid this"));
      }}
    >
      <label>
        <span>Class</span>
        <select value={draft.className} onChange={(event) => change({ className: event.target.value })}>
          <option value="">every host</option>
          {classes.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Metric</span>
        <select value={draft.metric} onChange={(event) => change({ metric: event.target.value })}>
          {watched.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Above ({entered(draft.metric).unit})</span>
        <input
          className="input"
          inputMode="decimal"
          size={8}
          value={draft.above}
          onChange={(event) => change({ above: event.target.value })}
        />
      </label>
      <label>
        <span>For at least (minutes)</span>
        <input
          className="input"
          inputMode="numeric"
          size={8}
          value={draft.minutes}
          onChange={(event) => change({ minutes: event.target.value })}
        />
      </label>
      <label>
        <span>When</span>
        <select
          value={draft.when}
          onChange={(event) => change({ when: event.target.value === "always" ? "always" : "off-hours" })}
        >
          {Object.entries(whens).map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button secondary" disabled={policy === undefined}>
        Add policy…
      </button>
    </form>
  );
}
