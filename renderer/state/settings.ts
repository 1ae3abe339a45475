/**
 * The user's choices: theme, zone, the size of parts. They hold for this window whatever workspace is open, or none,
 * so they are kept beside the app; nothing is written to evidence because somebody moved a side bar.
 */
import { create } from "zustand";
import { askHost } from "./engine.ts";
import { saveLater } from "./save-later.ts";
import { isSettingValue } from "./setting-schema.ts";

export type ThemeChoice = "system" | "dark" | "light" | "contrast";
export type ZoneChoice = "utc" | "host";

export interface Settings {
  readonly theme: ThemeChoice;
  /** Whether times are shown in UTC or on the clock of the host that is looked at. */
  readonly zone: ZoneChoice;
  readonly analyseAfterImport: boolean;
  /** Detection content of the user's own; empty for none. */
  readonly contentFolder: string;
  readonly sideBar: { readonly isOpen: boolean; readonly size: number };
  readonly panel: { readonly isOpen: boolean; readonly size: number };
  readonly inspector: { readonly isOpen: boolean; readonly size: number };
  /** Keys that the user gave to commands, by the command's id; an empty text takes a command its keys. */
  readonly keys: Readonly<Record<string, string | undefined>>;
  /** Columns that somebody chose not to see, by list. */
  readonly hiddenColumns: Readonly<Record<string, readonly string[] | undefined>>;
}

export const defaultSettings: Settings = {
  theme: "system",
  zone: "utc",
  analyseAfterImport: true,
  contentFolder: "",
  sideBar: { isOpen: true, size: 260 },
  panel: { isOpen: true, size: 240 },
  inspector: { isOpen: false, size: 280 },
  keys: {},
  hiddenColumns: {},
};

const KEY = "workbench";
const SAVE_AFTER_MS = 400;

export const useSettings = create<Settings>(() => defaultSettings);
const settingsChanged = saveLater(
  () => window.localStorage.setItem(KEY, JSON.stringify(useSettings.getState())),
  SAVE_AFTER_MS,
);

export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change);
  settingsChanged();
  if (change.theme !== undefined) tellTheme(change.theme);
}

export function loadSettings(): void {
  const text = window.localStorage.getItem(KEY);
  if (text !== null) useSettings.setState(readSettings(text));
}

/** Makes menus, dialogs and the window's frame look like the window. */
export function tellTheme(theme: ThemeChoice): void {
  askHost("theme.set", { source: theme === "contrast" ? "dark" : theme }).catch(() => {
    // Without the desktop's ear only the frame looks different.
  });
}

/** What of a stored text is a setting of this version; anything else is left out. */
export function readSettings(text: string): Partial<Settings> {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(([name, value]) => {
      const usual: unknown = Object.hasOwn(defaultSettings, name) ? defaultSettings[name as keyof Settings] : undefined;
      return usual !== undefined && typeof usual === typeof value && isChoice(name, value);
    }),
  );
}

function isChoice(name: string, value: unknown): boolean {
  const isKnown = isSettingValue(name, value);
  if (isKnown !== undefined) return isKnown;
  if (typeof value !== "object" || value === null) return true;
  if (name === "keys") return Object.values(value).every((keys) => typeof keys === "string");
  if (name === "hiddenColumns") return Object.values(value).every((ids) => Array.isArray(ids));
  return "isOpen" in value && typeof value.isOpen === "boolean" && "size" in value && Number.isFinite(value.size);
}
