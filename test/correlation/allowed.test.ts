import { expect, test } from "vitest";
import { assembleContent } from "../../src/content/assemble-content.ts";
import { readContentFile } from "../../src/content/read-content-file.ts";
import { judgeProcess } from "../../src/correlation/process-suspicion.ts";
import { allowedDestination } from "../../src/correlation/allowed.ts";
import { at, plantedProcess } from "./planted.ts";

const hash = "0123456789abcdef".repeat(4);
const patch = readContentFile(
  "allowed.json",
  JSON.stringify({
    content: "allowed",
    version: 1,
    sources: [{ what: "the laboratory's own programs", licence: "internal" }],
    programs: [
      { path: "C:\\ProgramData\\Solver\\*", hosts: ["RND-07"], because: "our own solver" },
      { sha256: hash, because: "the vendor's agent" },
    ],
    destinations: [
      { domain: "telemetry.example", because: "the vendor's cloud" },
      { address: "203.0.113.0/24", port: 8443, because: "our partner" },
    ],
  }),
);
if ("message" in patch) throw new Error(patch.message);
const { knowledge } = assembleContent([{ patch, origin: "bundle", file: "allowed.json", sha256: "ab" }]);
const onset = at("2026-03-10T22:00:00");
const history = { newSince: onset, peers: { hosts: 20, seenOn: 0, className: "rnd-server" } };
const judge = (fields: Parameters<typeof plantedProcess>[0]) =>
  judgeProcess(plantedProcess(fields), history, onset, knowledge);

test("what is allowed keeps its reasons and loses nearly all of their weight", () => {
  const solver = { name: "solve.exe", executable: "C:\\ProgramData\\Solver\\1.2\\solve.exe" };
  const allowed = judge(solver);
  const elsewhere = judge({ ...solver, host: "RND-08" });
  expect(elsewhere.suspicion).toBeGreaterThan(0.4);
  expect(allowed.suspicion).toBeLessThan(0.1);
  expect(allowed.grounds.map(({ text }) => text)).toContain("is on the allow-list: our own solver");
  expect(allowed).toMatchObject({ isNewOnHost: false, isRareInClass: false });
});

test("a hash allows a file wherever it lies, and no other file", () => {
  const agent = { name: "agent.exe", executable: "D:\\agent.exe" };
  expect(judge({ ...agent, hash: hash.toUpperCase() }).suspicion).toBeLessThan(0.1);
  expect(judge({ ...agent, hash: "f".repeat(64) }).suspicion).toBeGreaterThan(0.3);
});

test("an allow-list does not hide a miner or a masquerade", () => {
  const folder = "C:\\ProgramData\\Solver\\";
  const miner = judge({ name: "solve.exe", executable: `${folder}solve.exe`, commandLine: "solve --donate-level=1" });
  expect(miner).toMatchObject({ isMiner: true });
  expect(miner.suspicion).toBeGreaterThan(0.75);
  expect(judge({ name: "svchost.exe", executable: `${folder}svchost.exe` }).suspicion).toBeGreaterThan(0.6);
});

test.each([
  [{ domain: "eu.Telemetry.example", address: undefined, port: 443 }, "the vendor's cloud"],
  [{ domain: "nottelemetry.example", address: undefined, port: 443 }, undefined],
  [{ domain: undefined, address: "203.0.113.9", port: 8443 }, "our partner"],
  [{ domain: undefined, address: "203.0.113.9", port: 443 }, undefined],
])("%o", (destination, because) => {
  expect(allowedDestination(destination, knowledge)?.because).toBe(because);
});
