import { expect, test } from "vitest";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { judgeProcess, type ProgramHistory } from "../../src/correlation/process-suspicion.ts";
import type { ProcessRecord } from "../../src/model/events.ts";
import { at, plantedProcess } from "./planted.ts";

const onset = at("2026-03-10T22:00:00");
const unknownHistory: ProgramHistory = { newSince: undefined, peers: undefined };
const judge = (fields: Partial<ProcessRecord>, history = unknownHistory) =>
  judgeProcess(plantedProcess(fields), history, onset, builtInKnowledge());

test("an ordinary program is above suspicion and has its role", () => {
  const judgement = judge({ name: "sqlservr.exe", executable: "C:\\Program Files\\SQL\\sqlservr.exe" });
  expect(judgement).toMatchObject({ suspicion: 0, role: "database", isMiner: false, isNewOnHost: false });
});

test("a program that appears near the onset is new, one that appears later is merely late", () => {
  const near = judge({}, { newSince: at("2026-03-10T20:00:00"), peers: undefined });
  expect(near.isNewOnHost).toBe(true);
  expect(near.grounds.map(({ text }) => text)).toEqual([
    "was first seen on this host 2 h before the onset, 2026-03-10 20:00 UTC",
  ]);
  const late = judge({}, { newSince: at("2026-05-01T20:00:00"), peers: undefined });
  expect(late.isNewOnHost).toBe(false);
  expect(late.suspicion).toBeLessThan(near.suspicion);
  expect(judge({}, { newSince: at("2026-02-01T20:00:00"), peers: undefined }).grounds).toEqual([]);
});

test("a program that no peer has is rare, and with too few peers nothing is", () => {
  const peers = { hosts: 11, seenOn: 0, className: "rnd-server" };
  expect(judge({}, { newSince: undefined, peers }).grounds.map(({ text }) => text)).toEqual([
    "was seen on none of the 11 other hosts of class rnd-server",
  ]);
  expect(judge({}, { newSince: undefined, peers: { ...peers, seenOn: 4 } }).isRareInClass).toBe(false);
  expect(judge({}, { newSince: undefined, peers: { ...peers, hosts: 2 } }).isRareInClass).toBe(false);
  const isCommonOn = (seenOn: number, hosts = 10): boolean =>
    judge({}, { newSince: undefined, peers: { ...peers, hosts, seenOn } }).isCommonInClass;
  expect([isCommonOn(5), isCommonOn(6), isCommonOn(2, 2)]).toEqual([false, true, false]);
});

test("folders that programs are seldom installed in are signs", () => {
  const places = [
    "C:\\Users\\u1\\AppData\\Local\\Temp\\a.exe",
    "C:\\Users\\u1\\Downloads\\a.exe",
    "C:\\Users\\Public\\a.exe",
    "C:\\$Recycle.Bin\\S-1-5-21\\a.exe",
    "C:\\ProgramData\\Sync\\a.exe",
    "E:\\tools\\a.exe",
    "/tmp/a",
    "/dev/shm/a",
    "/media/u1/STICK/a",
    "/opt/.cache/a",
  ];
  expect(places.filter((executable) => judge({ executable }).suspicion === 0)).toEqual([]);
  const usual = [
    "C:\\Program Files\\A\\a.exe",
    "C:\\Windows\\System32\\a.exe",
    "/usr/bin/a",
    "/opt/a/bin/a",
    "/home/u1/.local/bin/a",
  ];
  expect(usual.filter((executable) => judge({ executable }).suspicion > 0)).toEqual([]);
});

test("a disguised miner adds up to near certainty and has no innocent role", () => {
  const judgement = judge(
    {
      name: "svchost.exe",
      executable: "C:\\ProgramData\\WinSvc\\svchost.exe",
      commandLine: "svchost.exe --config=c:\\programdata\\winsvc\\config.json",
      parentName: "explorer.exe",
      user: "CORP\\u123",
      originalFileName: "xmrig.exe",
    },
    { newSince: onset, peers: { hosts: 11, seenOn: 0, className: "rnd-server" } },
  );
  expect(judgement).toMatchObject({
    isMiner: true,
    isMasquerading: true,
    isNewOnHost: true,
    isRareInClass: true,
    role: undefined,
  });
  expect(judgement.suspicion).toBeGreaterThan(0.95);
});

test("a container is told, and one with a miner's name is a miner", () => {
  const plain = judge({ name: "python3", container: "trainer (registry.example/ml:2)" });
  expect(plain.grounds.map(({ text }) => text)).toContain("runs in the container trainer (registry.example/ml:2)");
  expect(plain.isMiner).toBe(false);
  expect(judge({ name: "worker", container: "web-1 (docker.io/someone/xmrig:latest)" }).isMiner).toBe(true);
});
