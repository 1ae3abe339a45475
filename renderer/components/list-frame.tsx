/** A list with what is above it: its filter, how many rows there are, what can be done with them. */
import type { ReactNode } from "react";
import { formatNumber } from "../format/number.ts";
import { Icon } from "./icon.tsx";

export interface ListFrameProps {
  readonly label: string;
  readonly filter: ReactNode;
  /** Rows that are shown, and all there are where those are not all. */
  readonly shown: number;
  readonly of?: number;
  readonly isLoading: boolean;
  readonly toolbar: ReactNode;
  readonly children: ReactNode;
}

export function ListFrame({ label, filter, shown, of = shown, isLoading, toolbar, children }: ListFrameProps) {
  return (
    <section className="data-list" aria-label={label}>
      <div className="list-bar">
        {filter}
        <span className="list-count" role="status">
          {shown === of ? formatNumber(shown) : `${formatNumber(shown)} of ${formatNumber(of)}`}
        </span>
        {isLoading ? <Icon name="loading" className="codicon-modifier-spin" /> : null}
        <span className="spacer" />
        {toolbar}
      </div>
      {children}
    </section>
  );
}
