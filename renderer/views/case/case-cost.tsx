/** What the findings of a case cost by assumptions that can be changed; the report prints the same. */
import { useState } from "react";
import type { Case } from "../../../src/model/case.ts";
import { usualCostAssumptions, type Cost, type CostAssumptions, type CostOfCase } from "../../../src/model/cost.ts";
import { RecordTable } from "../../components/record-table.tsx";
import { formatNumber, formatShort } from "../../format/number.ts";
import { askEngine } from "../../state/engine.ts";
import { attempt, notify } from "../../state/notifications.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { refreshWorkspace } from "../../state/workspace.ts";

const amounts: readonly (readonly [Exclude<keyof CostAssumptions, "currency">, string])[] = [
  ["wattsPerCpu", "Watts of a busy CPU"],
  ["wattsPerMachine", "Watts of a machine of unknown size"],
  ["wattsPerGpu", "Watts of a busy GPU"],
  ["facilityFactor", "Factor for cooling and supply"],
  ["pricePerKilowattHour", "Price of a kWh"],
  ["pricePerCpuHour", "Price of a cloud CPU for an hour"],
];

export function CaseCost({ value }: { readonly value: Case }) {
  const cost = useSteadyEngine("case.cost", { caseId: value.id }).value;
  if (cost === undefined || cost.findings.length === 0) return null;
  return (
    <section aria-label="Cost">
      <h2>
        Cost <span className="muted">≈ estimated; every assumption is printed in the report</span>
      </h2>
      <CostTable cost={cost} />
      <CostForm key={JSON.stringify(cost.assumptions)} caseId={value.id} assumptions={cost.assumptions} />
    </section>
  );
}

function CostTable({ cost: { findings, assumptions } }: { readonly cost: CostOfCase }) {
  const sum = (pick: (cost: Cost) => number | undefined): number =>
    findings.reduce((total, { cost }) => total + (pick(cost) ?? 0), 0);
  const isCloudKnown = findings.some(({ cost }) => cost.cloudPrice !== undefined);
  const money = (price: number | undefined): string =>
    price === undefined ? "–" : `≈ ${formatNumber(price, 2)} ${assumptions.currency}`;
  const energy = (hours: number, isMeasured: boolean): string => `${isMeasured ? "" : "≈ "}${formatShort(hours)} kWh`;
  const total = {
    key: "total",
    name: "All findings",
    energy: energy(
      sum((cost) => cost.kilowattHours),
      findings.every(({ cost }) => cost.isMeasured),
    ),
    price: money(sum((cost) => cost.energyPrice)),
    cloud: money(isCloudKnown ? sum((cost) => cost.cloudPrice) : undefined),
    basis: "",
  };
  const rows = findings.map(({ episodeId, host, cost }) => ({
    key: episodeId,
    name: host,
    energy: energy(cost.kilowattHours, cost.isMeasured),
    price: money(cost.energyPrice),
    cloud: money(cost.cloudPrice),
    basis: cost.basis.join(" "),
  }));
  return (
    <RecordTable
      caption="Cost of the findings"
      rows={rows.length > 1 ? [...rows, total] : rows}
      keyOf={(row) => row.key}
      columns={[
        { title: "Finding on", cell: (row) => row.name },
        { title: "Energy with cooling", look: "number", cell: (row) => row.energy },
        { title: "Price of the energy", look: "number", cell: (row) => row.price },
        { title: "The same in a cloud", look: "number", cell: (row) => row.cloud },
        { title: "How it came about", look: "prose", cell: (row) => row.basis },
      ]}
    />
  );
}

function CostForm({ caseId, assumptions }: { readonly caseId: string; readonly assumptions: CostAssumptions }) {
  const [tried, setTried] = useState(assumptions);
  const isChanged = JSON.stringify(tried) !== JSON.stringify(assumptions);
  const isUsual = JSON.stringify(assumptions) === JSON.stringify(usualCostAssumptions);
  const save = async (next: CostAssumptions | undefined): Promise<void> => {
    await askEngine("case.setCost", { caseId, ...(next === undefined ? {} : { assumptions: next }) });
    await refreshWorkspace();
    notify("note", "The cost is estimated anew, in the report too.");
  };
  return (
    <form
      className="cost-form"
      aria-label="Assumptions of the cost"
      onSubmit={(event) => {
        event.preventDefault();
        attempt(() => save(tried));
      }}
    >
      {amounts.map(([name, title]) => (
        <label key={name}>
          <span>{title}</span>
          <input
            className="input"
            type="number"
            required
            min={name === "facilityFactor" ? 1 : 0}
            max={name === "facilityFactor" ? 10 : 1_000_000}
            step="any"
            value={tried[name]}
            onChange={(event) => setTried({ ...tried, [name]: event.target.valueAsNumber })}
          />
        </label>
      ))}
      <label>
        <span>Currency</span>
        <input
          className="input"
          required
          maxLength={10}
          value={tried.currency}
          onChange={(event) => setTried({ ...tried, currency: event.target.value })}
        />
      </label>
      <div className="actions">
        <button type="submit" className="button primary" disabled={!isChanged}>
          Estimate with these
        </button>
        <button
          type="button"
          className="button secondary"
          disabled={isUsual}
          onClick={() => attempt(() => save(undefined))}
        >
          Set back
        </button>
      </div>
    </form>
  );
}
