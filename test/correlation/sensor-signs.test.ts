import { describe, expect, test } from "vitest";
import { HOUR, timestamp } from "../../src/base/time.ts";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { sensorIndications, speaksOfMining } from "../../src/correlation/sensor-signs.ts";
import type { ControlEvent } from "../../src/model/events.ts";
import { at } from "./planted.ts";

const knowledge = builtInKnowledge();
const start = at("2026-03-02T09:00:00");
const event = (action: string, message: string, hours = 0): ControlEvent => ({
  host: "A",
  time: timestamp(start + hours * HOUR),
  action,
  user: undefined,
  message,
});
const alert = (rule: string): ControlEvent => event("network-alert", `${rule}; 10.0.0.1 to 203.0.113.9 port 443`);

describe("what a sensor said", () => {
  test("rules that speak of mining are told from others by their wording", () => {
    const speaks = (rule: string): boolean => speaksOfMining(alert(rule), knowledge);
    expect(speaks("ET COINMINER CoinMiner Domain in DNS Lookup (pool .hashvault .pro) (rule 2036289)")).toBe(true);
    expect(speaks("Something (rule 1, Crypto Currency Mining Activity Detected)")).toBe(true);
    expect(speaks("ET POLICY Request for Coinhive Browser Monero Miner M2 (rule 2024786)")).toBe(true);
    expect(speaks("ET SCAN Potential SSH Scan (rule 2001219, Attempted Information Leak)")).toBe(false);
    expect(speaks("ET POLICY TeamViewer Dyngate User-Agent (rule 2009475)")).toBe(false);
  });

  test("the destination's name alone does not make a rule one of mining", () => {
    const scan = event(
      "network-alert",
      "ET SCAN Nmap (rule 1); 10.0.0.1 to xmrig-miner.example (203.0.113.9) port 443",
    );
    expect(sensorIndications([scan], knowledge)).toEqual([]);
  });

  test("the same rule is one sign, however often it fires, and further rules add less", () => {
    const rules = [
      alert("ET COINMINER One (rule 1)"),
      alert("ET COINMINER One (rule 1)"),
      alert("ET COINMINER Two (rule 2)"),
    ];
    expect(sensorIndications(rules, knowledge).map(({ value, weight }) => [value, weight])).toEqual([
      [2, 0.6],
      [1, 0.3],
    ]);
  });

  test("a pool's name asked for once is passing, and by the hour through a night it is not", () => {
    const once = event("name-lookup", "xmr.nanopool.org");
    const nightly = Array.from({ length: 14 }, (_, hour) => event("name-lookup", "xmr.nanopool.org", hour));
    expect(sensorIndications([once], knowledge)).toMatchObject([{ weight: 0.15, isPassing: true, profile: "mining" }]);
    expect(sensorIndications(nightly, knowledge)).toMatchObject([{ weight: 0.45, isPassing: false, value: 14 }]);
    expect(sensorIndications([event("name-lookup", "update.example.org")], knowledge)).toEqual([]);
  });
});
