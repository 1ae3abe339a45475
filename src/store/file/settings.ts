/**
 * Small named values that belong to the file. While an import holds the file they wait in memory, so that a layout can
 * change meanwhile; they are not worth refusing.
 */
import type { Database } from "./database.ts";

export class Settings {
  readonly #reader: Database;
  readonly #waiting = new Map<string, string>();

  constructor(reader: Database) {
    this.#reader = reader;
  }

  get(key: string): string | undefined {
    return (
      this.#waiting.get(key) ??
      this.#reader.prepare<{ value: string }>("SELECT value FROM setting WHERE key = ?").get(key)?.value
    );
  }

  /** Takes a value; `writeWaiting` brings it into the file. */
  set(key: string, value: string): void {
    this.#waiting.set(key, value);
  }

  writeWaiting(writer: Database): void {
    writer.transaction(() => {
      const put = writer.prepare(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      );
      for (const [key, value] of this.#waiting) put.run(key, value);
    });
    this.#waiting.clear();
  }
}
