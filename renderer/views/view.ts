/** What a view is: something to show in an editor, the side bar or the panel. Views are listed in index.ts. */
import type { ComponentType } from "react";

export interface EditorView {
  readonly id: string;
  readonly icon: string;
  /** The title of its tab, for a subject (a host's name, an episode's id); a hook. */
  readonly useTitle: (subject: string) => string;
  readonly Body: ComponentType<{ readonly subject: string }>;
}

export interface SideView {
  readonly id: string;
  readonly title: string;
  /** Commands that its head offers. */
  readonly actions: readonly string[];
  readonly Body: ComponentType;
}

export interface PanelView {
  readonly id: string;
  readonly title: string;
  /** A number beside its title, where there is something to count; a hook. */
  readonly useCount: () => number | undefined;
  readonly Body: ComponentType;
}
