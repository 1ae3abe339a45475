/** Texts that were typed and not yet saved, by what they are for: they are there again when their page is. */
import { create } from "zustand";

const useDrafts = create<Readonly<Record<string, string | undefined>>>(() => ({}));

/** The draft and what changes it; `undefined` forgets it. */
export function useDraft(key: string): readonly [string | undefined, (text: string | undefined) => void] {
  const draft = useDrafts((drafts) => drafts[key]);
  return [draft, (text) => useDrafts.setState({ [key]: text })];
}
