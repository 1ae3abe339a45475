import { useState } from "react";
import { usualChoices, type Sensitivity } from "../../../src/model/detection-choices.ts";
import type { SensitivityPreview } from "../../../src/model/sensitivity-preview.ts";
import { Failure } from "../../components/failure.tsx";
import { formatNumber, formatShort } from "../../format/number.ts";
import { plural } from "../../format/words.ts";
import { applySensitivity } from "../../state/decisions.ts";
import { attempt } from "../../state/notifications.ts";
import { usePreview } from "../../state/use-preview.ts";
import { PreviewChanges } from "./preview-changes.tsx";

/** Steps of the slider as powers of two: a quarter of the calibrated sensitivity to four times as much. */
const REACH = 2;
const STEP = 0.1;
const budgets = [0.003, 0.01, 0.03, 0.1, 0.3] as const;
const listings = [0, 1, 2, 4, 8] as const;

/** Moving a setting shows at once what it would change; nothing changes before it is applied with a reason. */
export function SensitivitySettings({ held }: { readonly held: Sensitivity }) {
  const [draft, setDraft] = useState<Sensitivity>();
  const tried = draft ?? held;
  const { value, error, isLoading } = usePreview(tried);
  const isChanged = JSON.stringify(tried) !== JSON.stringify(held);
  const change = (part: Partial<Sensitivity>): void => setDraft({ ...tried, ...part });
  const apply = async (): Promise<void> => {
    await applySensitivity(tried);
    setDraft(undefined);
  };
  return (
    <section className="sensitivity" aria-label="Sensitivity">
      <h2>Sensitivity of detection</h2>
      <p className="muted">
        A deviation alarms once it reaches the threshold of its class. Moving a setting shows what would change on this
        workspace; it holds once it is applied, with a reason that goes into the custody log.
      </p>
      <div className="form-row">
        <label className="slider">
          <span>
            Sensitivity <output className="data">{factorTitle(tried.factor)}</output>
          </span>
          <input
            type="range"
            aria-label="Sensitivity"
            min={-REACH}
            max={REACH}
            step={STEP}
            value={Math.log2(tried.factor)}
            aria-valuetext={factorTitle(tried.factor)}
            onChange={(event) => change({ factor: factorOf(Number(event.target.value)) })}
          />
          <span className="slider-ends">
            <span>fewer alarms</span>
            <span>more alarms</span>
          </span>
        </label>
        <NumberChoice
          title="False alarms allowed per host-month"
          choices={budgets}
          value={tried.falseAlarmBudget}
          onChange={(falseAlarmBudget) => change({ falseAlarmBudget })}
        />
        <NumberChoice
          title="Weaker ones listed per host-month"
          choices={listings}
          value={tried.listedPerMonth}
          onChange={(listedPerMonth) => change({ listedPerMonth })}
        />
      </div>
      {error === undefined ? null : <Failure error={error} />}
      {value === undefined ? (
        error === undefined ? (
          <p className="muted">Looking at the fleet…</p>
        ) : null
      ) : (
        <div className={isLoading ? "preview stale" : "preview"} aria-busy={isLoading}>
          <PreviewFigures preview={value} isChanged={isChanged} />
        </div>
      )}
      <div className="actions">
        <button
          type="button"
          className="button primary"
          disabled={!isChanged || isLoading}
          onClick={() => attempt(apply)}
        >
          Apply…
        </button>
        <button type="button" className="button secondary" disabled={!isChanged} onClick={() => setDraft(undefined)}>
          Discard
        </button>
        <button
          type="button"
          className="button secondary"
          disabled={JSON.stringify(tried) === JSON.stringify(usualChoices.sensitivity)}
          onClick={() => setDraft(usualChoices.sensitivity)}
        >
          As calibrated
        </button>
      </div>
      {isChanged && value !== undefined ? (
        <div className={isLoading ? "preview stale" : "preview"}>
          <PreviewChanges changes={value.changes} />
        </div>
      ) : null}
    </section>
  );
}

function NumberChoice({
  title,
  choices,
  value,
  onChange,
}: {
  readonly title: string;
  readonly choices: readonly number[];
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const all = choices.includes(value) ? choices : [...choices, value].sort((a, b) => a - b);
  return (
    <label>
      <span>{title}</span>
      <select value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {all.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

function PreviewFigures({ preview, isChanged }: { readonly preview: SensitivityPreview; readonly isChanged: boolean }) {
  const { now, then, hosts, weeks } = preview;
  const rows: readonly (readonly [string, string, string])[] = [
    ["Alarms", formatNumber(now.alarms), formatNumber(then.alarms)],
    ["Episodes listed", formatNumber(now.listed), formatNumber(then.listed)],
    ["False alarms to expect", expected(now.falsePerHostWeek), expected(then.falsePerHostWeek)],
  ];
  return (
    <>
      <dl className="preview-figures">
        {rows.map(([title, before, after]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd className="data">
              {before}
              {isChanged && after !== before ? <strong> → {after}</strong> : null}
            </dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        On {plural(hosts, "host")} over {plural(Math.round(weeks), "week")}. False alarms are those to expect on
        innocent hosts, by the noise of each class.
        {isChanged && then.unweighed > 0
          ? ` ${plural(then.unweighed, "alarm")} would be new: an analysis may yet find what makes them innocent.`
          : ""}
      </p>
    </>
  );
}

/** Rates this small are read as one in so many. */
function expected(perHostWeek: number): string {
  if (perHostWeek <= 0) return "none";
  if (perHostWeek >= 0.1) return `${formatShort(perHostWeek)} per host-week`;
  return `1 in ${formatNumber(Number((1 / perHostWeek).toPrecision(2)))} host-weeks`;
}

function factorOf(power: number): number {
  return Number((2 ** power).toFixed(2));
}

function factorTitle(factor: number): string {
  if (factor === 1) return "as calibrated";
  return factor > 1 ? `${formatShort(factor)} times as sensitive` : `${formatShort(1 / factor)} times blunter`;
}
