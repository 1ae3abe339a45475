/** The parts of the window: which are open, how large, and which has the focus. */
import { create } from "zustand";
import { changeSettings, useSettings } from "./settings.ts";

export type FoldablePart = "sideBar" | "panel" | "inspector";

interface Layout {
  /** Id of the side view that is shown. */
  readonly sideView: string;
  /** Id of the list that the panel shows. */
  readonly panelView: string;
}

export const useLayout = create<Layout>(() => ({ sideView: "fleet", panelView: "episodes" }));

/** The parts that F6 goes through, in the order of the eye; each is marked with `data-part` in the page. */
const parts = ["activity-bar", "side-bar", "editors", "panel", "inspector", "status-bar"] as const;
export type PartName = (typeof parts)[number];

export function togglePart(part: FoldablePart): void {
  const state = useSettings.getState()[part];
  changeSettings({ [part]: { ...state, isOpen: !state.isOpen } });
}

export function openPart(part: FoldablePart): void {
  if (!useSettings.getState()[part].isOpen) togglePart(part);
}

export function resizePart(part: FoldablePart, size: number): void {
  changeSettings({ [part]: { isOpen: true, size: Math.round(size) } });
}

export function showSideView(sideView: string): void {
  useLayout.setState({ sideView });
  openPart("sideBar");
}

export function showPanelView(panelView: string): void {
  useLayout.setState({ panelView });
  openPart("panel");
}

/** Moves the focus to the next part that is there, into what can be focused in it. */
export function focusNextPart(step: 1 | -1): void {
  const present = parts.filter((name) => elementOf(name) !== null);
  const current = document.activeElement?.closest("[data-part]")?.getAttribute("data-part");
  const at = present.findIndex((name) => name === current);
  const target = present.at(at === -1 ? 0 : (at + step) % present.length);
  if (target !== undefined) focusPart(target);
}

/** Into what can be focused first in a part; of the editors, in the one that is shown. */
export function focusPart(name: PartName): void {
  const element = elementOf(name);
  const inside = element?.querySelector<HTMLElement>(
    "[aria-selected=true][tabindex], [tabindex='0'], button:not([tabindex='-1']), input, select, textarea",
  );
  (inside ?? element)?.focus();
}

function elementOf(name: PartName): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-part="${name}"]`);
}
