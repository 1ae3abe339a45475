/**
 * The open editors. An editor is a view and its subject (a host's name, an episode's id). Looking at one previews it:
 * the next look takes its place, unless the user kept it. Where they stand is dockview's business; this asks it.
 */
import { create } from "zustand";
import type { DockviewApi, IDockviewPanel } from "dockview-react";

export interface EditorInput {
  /** Id of an editor view in views/index.ts. */
  readonly view: string;
  /** What it shows; empty for views that there is one of. */
  readonly subject: string;
}

/** What dockview keeps for a panel; it has to survive JSON. */
export interface EditorParams extends EditorInput {
  readonly isPreview: boolean;
}

interface Editors {
  readonly area: DockviewApi | undefined;
  readonly active: EditorInput | undefined;
  readonly past: readonly EditorInput[];
  readonly future: readonly EditorInput[];
  /** Editors that were closed, the latest last. */
  readonly closed: readonly EditorInput[];
}

const PAST_KEPT = 100;

export const useEditors = create<Editors>(() => ({
  area: undefined,
  active: undefined,
  past: [],
  future: [],
  closed: [],
}));

export function editorId({ view, subject }: EditorInput): string {
  return `${view}:${subject}`;
}

/** Opens an editor, or shows it where it is open. `keep` makes it stay when the next one is looked at. */
export function openEditor(view: string, subject = "", { keep = false } = {}): void {
  const { area } = useEditors.getState();
  if (area === undefined) return;
  const input: EditorInput = { view, subject };
  const open = area.getPanel(editorId(input));
  if (open !== undefined) {
    if (keep) keepEditor(open);
    open.api.setActive();
    return;
  }
  const group = area.activeGroup;
  const preview = keep ? undefined : group?.panels.find((panel) => paramsOf(panel)?.isPreview === true);
  const index = preview === undefined ? undefined : group?.panels.indexOf(preview);
  const params: EditorParams = { ...input, isPreview: !keep };
  area.addPanel({
    id: editorId(input),
    component: "editor",
    title: view,
    params,
    ...(group === undefined
      ? {}
      : { position: { referenceGroup: group, ...(index === undefined ? {} : { index: index + 1 }) } }),
  });
  if (preview !== undefined) area.removePanel(preview);
}

export function keepEditor(panel: IDockviewPanel): void {
  const params = paramsOf(panel);
  if (params?.isPreview === true) panel.api.updateParameters({ ...params, isPreview: false });
}

/** Shows the active editor a second time beside itself; the copy's id carries a number that no view sees. */
export function splitEditor(): void {
  const { area } = useEditors.getState();
  const panel = area?.activePanel;
  const params = panel === undefined ? undefined : paramsOf(panel);
  if (area === undefined || panel === undefined || params === undefined) return;
  let copy = 2;
  while (area.getPanel(`${editorId(params)}#${String(copy)}`) !== undefined) copy += 1;
  area.addPanel({
    id: `${editorId(params)}#${String(copy)}`,
    component: "editor",
    title: panel.title ?? params.view,
    params: { ...params, isPreview: false },
    position: { referencePanel: panel, direction: "right" },
  });
}

export function closeActiveEditor(): void {
  useEditors.getState().area?.activePanel?.api.close();
}

/** Closes every editor of a subject that is gone. */
export function closeEditors(view: string, subject: string): void {
  const { area } = useEditors.getState();
  for (const panel of area?.panels ?? []) {
    const params = paramsOf(panel);
    if (params?.view === view && params.subject === subject) panel.api.close();
  }
}

/** Called when an editor is gone: it can be opened again. */
export function editorClosed(input: EditorInput): void {
  const isSame = (one: EditorInput): boolean => editorId(one) === editorId(input);
  useEditors.setState(({ closed }) => ({ closed: [...closed.filter((one) => !isSame(one)), input].slice(-PAST_KEPT) }));
}

/** Opens the editor that was closed last and is not open. */
export function reopenEditor(): void {
  const { closed, area } = useEditors.getState();
  const input = closed.findLast((one) => area?.getPanel(editorId(one)) === undefined);
  if (input === undefined) return;
  useEditors.setState({ closed: closed.filter((one) => one !== input) });
  openEditor(input.view, input.subject, { keep: true });
}

/** Called when another editor becomes active: keeps the way back. */
export function editorActivated(active: EditorInput | undefined): void {
  useEditors.setState((state) => {
    const before = state.active;
    if (before === undefined || active === undefined || editorId(before) === editorId(active)) return { active };
    return { active, past: [...state.past, before].slice(-PAST_KEPT), future: [] };
  });
}

export function goBack(): void {
  travel("past", "future");
}

export function goForward(): void {
  travel("future", "past");
}

function travel(from: "past" | "future", to: "past" | "future"): void {
  const state = useEditors.getState();
  const target = state[from].at(-1);
  if (target === undefined) return;
  const rest = state[from].slice(0, -1);
  const other = state.active === undefined ? state[to] : [...state[to], state.active];
  openEditor(target.view, target.subject);
  useEditors.setState({ [from]: rest, [to]: other, active: target });
}

/** The parameters of a panel, where it is an editor of ours. */
export function paramsOf(panel: IDockviewPanel): EditorParams | undefined {
  const { params } = panel;
  if (typeof params?.["view"] !== "string" || typeof params["subject"] !== "string") return undefined;
  return { view: params["view"], subject: params["subject"], isPreview: params["isPreview"] === true };
}
