/** Freezing what is selected as an exhibit of a case, in one gesture: `P` on a list's rows or on a brushed span. */
import { create } from "zustand";
import type { ParamsOf } from "../../src/api/contract.ts";
import type { EngineContract } from "../../src/api/engine-contract.ts";
import type { Case } from "../../src/model/case.ts";
import { openEditor } from "./editors.ts";
import { askEngine } from "./engine.ts";
import { notify } from "./notifications.ts";
import { askText, choose } from "./quick-input.ts";
import { refreshWorkspace } from "./workspace.ts";

/** What would be pinned now: everything of `case.pin` but the case. */
export type Pinnable = Omit<ParamsOf<EngineContract, "case.pin">, "caseId">;

export const usePinnable = create<{ readonly offered: Pinnable | undefined }>(() => ({ offered: undefined }));

export function offerForPinning(offered: Pinnable | undefined): void {
  usePinnable.setState({ offered });
}

export async function pin(pinnable: Pinnable): Promise<void> {
  const target = await chooseCase(`Pin "${pinnable.title}" to`);
  if (target === undefined) return;
  const changed = await askEngine("case.pin", { ...pinnable, caseId: target.id });
  confirmPinned(changed, pinnable.title);
}

export async function addEpisodeToCase(episodeId: string, title: string): Promise<void> {
  const target = await chooseCase(`Add "${title}" to`);
  if (target === undefined) return;
  const changed = await askEngine("case.addEpisode", { caseId: target.id, episodeId });
  confirm(changed, `Added "${title}" to ${changed.title}.`);
}

/** Asks for a title and makes a case; `undefined` where the user leaves. */
export async function createCase(): Promise<Case | undefined> {
  const title = await askText({ title: "New case", hint: "Title, for instance: load on RND-07 since April" });
  if (title === undefined) return undefined;
  const made = await askEngine("case.create", { title: title.trim() });
  void refreshWorkspace();
  return made;
}

/** The only case there is, or the one that the user chooses or makes. */
export async function chooseCase(question: string): Promise<Case | undefined> {
  const cases = await askEngine("case.list", {});
  const [first, second] = cases;
  if (first === undefined) return createCase();
  if (second === undefined) return first;
  const id = await choose(question, [
    ...cases.map((one) => ({ id: one.id, label: one.title, icon: "briefcase" })),
    { id: "", label: "New case…", icon: "add" },
  ]);
  if (id === undefined) return undefined;
  return id === "" ? createCase() : cases.find((one) => one.id === id);
}

export function confirmPinned(changed: Case, title: string): void {
  confirm(changed, `Pinned "${title}" to ${changed.title}.`);
}

function confirm(changed: Case, sentence: string): void {
  void refreshWorkspace();
  notify("note", sentence, {
    actions: [{ title: "Open case", run: () => openEditor("case", changed.id, { keep: true }) }],
  });
}
