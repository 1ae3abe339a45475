/** The theme in effect: the user's choice, or the desktop's where they leave it to that. */
import { create } from "zustand";
import type { Theme } from "../../src/api/host-contract.ts";
import { useSettings, type ThemeChoice } from "./settings.ts";

export type ThemeName = "dark" | "light" | "contrast";

const useDesktopTheme = create<Theme>(() => ({ isDark: true, isHighContrast: false }));

export function setDesktopTheme(theme: Theme): void {
  useDesktopTheme.setState(theme);
}

export function useThemeName(): ThemeName {
  const choice = useSettings((settings) => settings.theme);
  const desktop = useDesktopTheme();
  return themeInEffect(choice, desktop);
}

/** Keeps the page's `data-theme` right. Charts read their colours from the page, so it must be set before they draw. */
export function followTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset["theme"] = themeInEffect(useSettings.getState().theme, useDesktopTheme.getState());
  };
  useSettings.subscribe(apply);
  useDesktopTheme.subscribe(apply);
  apply();
}

export function themeInEffect(choice: ThemeChoice, desktop: Theme): ThemeName {
  if (choice !== "system") return choice;
  if (desktop.isHighContrast) return "contrast";
  return desktop.isDark ? "dark" : "light";
}
