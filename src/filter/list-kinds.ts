/** The lists there are, each with the fields that it is filtered, ordered, grouped and exported by. */
import { claimFields, episodeFields, problemFields } from "./conclusion-fields.ts";
import { connectionFields, controlFields, processFields, rejectFields } from "./event-fields.ts";

export const listFields = {
  episodes: episodeFields,
  processes: processFields,
  connections: connectionFields,
  claims: claimFields,
  controls: controlFields,
  rejects: rejectFields,
  problems: problemFields,
} as const;

export type ListKind = keyof typeof listFields;

export const listKinds = [
  "episodes",
  "processes",
  "connections",
  "claims",
  "controls",
  "rejects",
  "problems",
] as const satisfies readonly ListKind[];
