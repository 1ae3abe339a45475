/** What investigators decided about detection: one record among the file's settings, vouched for by the custody log. */
import { usualChoices, type DetectionChoices } from "../../model/detection-choices.ts";
import type { Database } from "../file/database.ts";
import { fromJson, toJson } from "../file/json-record.ts";
import { sha256 } from "./custody-log.ts";

/** The setting that holds them; nothing but a logged decision writes it. */
export const CHOICES_KEY = "detection";

export function readChoices(database: Database): DetectionChoices {
  const record = readRecord(database);
  return record === undefined ? usualChoices : fromJson<DetectionChoices>(record);
}

/** Stores the choices as they are now; returns the hash over what was stored. */
export function putChoices(database: Database, choices: DetectionChoices): string {
  const record = toJson(choices);
  database
    .prepare("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    .run(CHOICES_KEY, record);
  return sha256(record);
}

/** The hash over the choices as they are stored; `undefined` where nothing was decided. */
export function choicesDigest(database: Database): string | undefined {
  const record = readRecord(database);
  return record === undefined ? undefined : sha256(record);
}

function readRecord(database: Database): string | undefined {
  return database.prepare<{ value: string }>("SELECT value FROM setting WHERE key = ?").get(CHOICES_KEY)?.value;
}
