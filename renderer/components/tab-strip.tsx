import type { KeyboardEvent } from "react";
import { formatNumber } from "../format/number.ts";

export interface Tab {
  readonly id: string;
  readonly title: string;
  /** A number beside the title; a hook, called for every tab in the order of the list. */
  readonly useCount: () => number | undefined;
}

/** Tabs in capitals over a list; the arrow keys go through them. */
export function TabStrip({
  label,
  current,
  tabs,
  onChoose,
}: {
  readonly label: string;
  readonly current: string;
  readonly tabs: readonly Tab[];
  readonly onChoose: (id: string) => void;
}) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === current);
    const next = tabs.at((at + step) % tabs.length);
    if (next === undefined) return;
    onChoose(next.id);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]").item(tabs.indexOf(next)).focus();
  };
  return (
    <div className="tab-strip" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <StripTab key={tab.id} tab={tab} isCurrent={tab.id === current} onChoose={onChoose} />
      ))}
    </div>
  );
}

function StripTab({
  tab,
  isCurrent,
  onChoose,
}: {
  readonly tab: Tab;
  readonly isCurrent: boolean;
  readonly onChoose: (id: string) => void;
}) {
  const count = tab.useCount();
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isCurrent}
      tabIndex={isCurrent ? 0 : -1}
      className="strip-tab"
      onClick={() => onChoose(tab.id)}
    >
      {tab.title}
      {count === undefined || count === 0 ? null : <span className="count">{formatNumber(count)}</span>}
    </button>
  );
}
