/** Keys in the form in which they are shown and looked up: modifiers in a fixed order, then the key. */

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
};

/** `Ctrl+Shift+P` for a press. Ctrl and the command key are the same key to us. */
export function keysOf(press: KeyPress): string {
  const name = names[press.key] ?? (press.key.length === 1 ? press.key.toUpperCase() : press.key);
  // A shifted sign is already another sign: `?` is never written `Shift+/`.
  const isLetter = /^[A-Z]$/.test(name);
  const withShift = press.shiftKey && (isLetter || name.length > 1);
  return [
    ...(press.ctrlKey || press.metaKey ? ["Ctrl"] : []),
    ...(press.altKey ? ["Alt"] : []),
    ...(withShift ? ["Shift"] : []),
    name,
  ].join("+");
}

/** A press that is only a modifier so far. */
export function isModifier(press: KeyPress): boolean {
  return ["Control", "Shift", "Alt", "Meta", "AltGraph"].includes(press.key);
}

/** Whether a key would be typed where the focus is, so that it must not be taken as a command. */
export function isTyping(
  keys: string,
  target: { readonly tagName: string; readonly isContentEditable: boolean },
): boolean {
  const isField = target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  // Copying, pasting and undoing inside a text is the field's own.
  if (/^Ctrl\+(Shift\+)?[ACVXYZ]$/.test(keys)) return isField;
  if (/^(Ctrl|Alt)\+/.test(keys) || /^(Shift\+)?F\d+$/.test(keys)) return false;
  return isField;
}
