/** What every kind of mining leaves beside its load: controls switched off, and one thin connection that never ends. */
import type { EpisodeFacts } from "../facts.ts";
import { lastingThinConnections, percent } from "./episode-words.ts";
import type { Reading } from "./weigh.ts";

export function weighControls({ controls }: EpisodeFacts, reading: Reading): void {
  if (controls.includes("protection-stopped")) reading.support(0.3, "A protection was stopped near the onset.");
  if (controls.includes("power-saving-off")) {
    reading.support(0.2, "Power saving was switched off near the onset.");
  }
}

export function weighConnections(facts: EpisodeFacts, reading: Reading): void {
  const pool = facts.connections.find((connection) => connection.isPool);
  if (pool !== undefined) {
    reading.support(0.9, `It was connected to ${pool.domain ?? pool.destination}, a mining pool.`, pool.persistence);
    return;
  }
  const [thin] = lastingThinConnections(facts);
  if (thin !== undefined) {
    const port = thin.port === undefined ? "" : ` port ${thin.port}`;
    const text = `A connection to ${thin.domain ?? thin.destination}${port} lasts through ${percent(thin.persistence)} of it with few bytes.`;
    reading.support(thin.isOddPort ? 0.6 : 0.45, text, thin.persistence);
  } else if (facts.hasConnections) {
    reading.oppose(0.2, "No lasting external connection was seen beside it.");
  }
}
