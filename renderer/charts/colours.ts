/** The colours of the theme in effect, by the name of their token, for what is drawn instead of styled. */
import { useMemo } from "react";
import { useThemeName } from "../state/theme.ts";

const names = [
  "editor",
  "bar",
  "text",
  "strong",
  "muted",
  "border",
  "grid",
  "band",
  "median",
  "cpu",
  "gpu",
  "memory",
  "disk",
  "network",
  "power",
  "alarm",
  "alarm-ground",
  "claim",
  "claim-ground",
  "process",
  "connection",
  "control",
  "selection",
  "selection-edge",
  "cursor",
] as const;

export type ColourName = (typeof names)[number];
export type Colours = Readonly<Record<ColourName, string>>;

export function useColours(): Colours {
  const theme = useThemeName();
  // The page's tokens are those of the theme.
  return useMemo(readColours, [theme]);
}

export function readColours(): Colours {
  const style = window.getComputedStyle(document.documentElement);
  const entries = names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()] as const);
  return Object.fromEntries(entries) as Colours;
}

export const drawnFont = "11px system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif";
