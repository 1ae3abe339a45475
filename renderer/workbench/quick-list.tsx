/** The list under the box: what is typed narrows it, arrows move in it, Enter takes one. */
import type { ReactNode } from "react";
import { Command } from "cmdk";
import { Icon } from "../components/icon.tsx";
import type { QuickChoice } from "../state/quick-input.ts";

export function QuickList({ placeholder, children }: { readonly placeholder: string; readonly children: ReactNode }) {
  return (
    <Command label={placeholder} loop>
      <Command.Input autoFocus placeholder={placeholder} aria-label={placeholder} />
      <Command.List>
        <Command.Empty>Nothing matches.</Command.Empty>
        {children}
      </Command.List>
    </Command>
  );
}

export function QuickRow({ choice, onChoose }: { readonly choice: QuickChoice; readonly onChoose: () => void }) {
  const { id, label, detail, keys, icon } = choice;
  return (
    <Command.Item value={`${label} ${detail ?? ""} ${id}`} onSelect={onChoose}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span className="quick-label">{label}</span>
      {detail === undefined ? null : <span className="quick-detail">{detail}</span>}
      <span className="spacer" />
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </Command.Item>
  );
}
