/** The one box at the top of the window: it runs commands, opens things by name, and asks short questions. */
import { create } from "zustand";

export interface QuickChoice {
  readonly id: string;
  readonly label: string;
  readonly detail?: string | undefined;
  /** The key that does the same. */
  readonly keys?: string | undefined;
  readonly icon?: string | undefined;
}

export type QuickInput =
  | { readonly kind: "commands" }
  | { readonly kind: "open" }
  | {
      readonly kind: "choose";
      readonly title: string;
      readonly choices: readonly QuickChoice[];
      answer(id: string | undefined): void;
    }
  | {
      readonly kind: "keys";
      readonly title: string;
      /** What the keys do already, as a sentence; `undefined` where they do nothing. */
      taken(keys: string): string | undefined;
      answer(keys: string | undefined): void;
    }
  | {
      readonly kind: "text";
      readonly title: string;
      readonly hint: string;
      readonly value: string;
      /** What is wrong with a text, as a sentence; `undefined` where nothing is. */
      check(text: string): string | undefined;
      answer(text: string | undefined): void;
    };

interface QuickInputState {
  readonly current: QuickInput | undefined;
  /** What had the focus when the box opened: by the time that it is drawn, it has the focus itself. */
  readonly before: Element | null;
}

export const useQuickInput = create<QuickInputState>(() => ({ current: undefined, before: null }));

/** Takes the box away and gives the focus back, before the answer may open something that takes it, or the next box. */
export function closeQuickInput(): void {
  const { before } = useQuickInput.getState();
  useQuickInput.setState({ current: undefined });
  if (before instanceof HTMLElement) before.focus();
}

export function showQuickInput(next: QuickInput | undefined): void {
  const { current } = useQuickInput.getState();
  if (next === undefined) closeQuickInput();
  else useQuickInput.setState({ current: next, ...(current === undefined ? { before: document.activeElement } : {}) });
  // A question that another one pushes aside is answered with nothing, so that nobody waits for ever.
  if (current !== undefined && "answer" in current) current.answer(undefined);
}

/** Lets the user choose; `undefined` where they leave. */
export function choose(title: string, choices: readonly QuickChoice[]): Promise<string | undefined> {
  return new Promise((answer) => showQuickInput({ kind: "choose", title, choices, answer }));
}

/** Asks for a press of keys; `undefined` where the user leaves. */
export function askKeys(title: string, taken: (keys: string) => string | undefined): Promise<string | undefined> {
  return new Promise((answer) => showQuickInput({ kind: "keys", title, taken, answer }));
}

/** Asks for a text; `undefined` where the user leaves. */
export function askText(question: {
  title: string;
  hint: string;
  value?: string;
  check?: (text: string) => string | undefined;
}): Promise<string | undefined> {
  const { title, hint, value = "", check = notEmpty } = question;
  return new Promise((answer) => showQuickInput({ kind: "text", title, hint, value, check, answer }));
}

export function notEmpty(text: string): string | undefined {
  return text.trim() === "" ? "A text is needed here." : undefined;
}
