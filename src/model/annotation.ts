/** What an investigator writes on a host's timeline, at an instant or over a span. It stays with the workspace. */
import type { Timestamp } from "../base/time.ts";

export interface Annotation {
  readonly id: number;
  readonly host: string;
  readonly start: Timestamp;
  /** `undefined` where it stands at one instant. */
  readonly end: Timestamp | undefined;
  readonly text: string;
  readonly changedAt: Timestamp;
}

/** What is given to the store: without an id it becomes a new annotation. */
export type AnnotationDraft = Omit<Annotation, "id" | "changedAt"> & { readonly id?: number };
