import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE, timestamp } from "../../src/base/time.ts";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { controlReach, controlsFromCommands, controlsNear } from "../../src/correlation/controls.ts";
import { at, plantedProcess } from "./planted.ts";

const knowledge = builtInKnowledge();
const onset = at("2026-03-10T22:00:00");
const event = (action: string, offset: number, message = action) => ({
  host: "RND-07",
  time: timestamp(onset + offset),
  action,
  user: "u123",
  message,
});

test("an event counts within its own reach of the onset only", () => {
  const events = [
    event("protection-stopped", -6 * DAY),
    event("protection-stopped", -8 * DAY),
    event("logon", -11 * HOUR),
    event("logon", -13 * HOUR),
    event("device-attached", HOUR),
    event("device-attached", 3 * HOUR),
    event("something-else", 0),
  ];
  expect(controlsNear(events, onset, knowledge).map(({ action, at: time }) => [action, (time - onset) / HOUR])).toEqual(
    [
      ["protection-stopped", -144],
      ["logon", -11],
      ["device-attached", 1],
    ],
  );
});

test("the reach that is asked of the store holds every event that counts", () => {
  const reach = controlReach(onset, knowledge);
  expect([reach.start <= onset - 7 * DAY, reach.end > onset + 2 * DAY]).toEqual([true, true]);
});

test("of many events of one kind those nearest to the onset are kept", () => {
  const logons = Array.from({ length: 30 }, (_, index) => event("logon", -index * 10 * MINUTE, `logon ${index}`));
  expect(controlsNear(logons, onset, knowledge).map(({ text }) => text)).toEqual([
    "logon 4",
    "logon 3",
    "logon 2",
    "logon 1",
    "logon 0",
  ]);
});

test("what a process was told to do to protections and power saving is a control event", () => {
  const actions = (commandLine: string) =>
    controlsFromCommands([{ ...plantedProcess({ commandLine }), first: onset }], knowledge).map(({ action }) => action);
  expect(actions("sc stop WinDefend")).toEqual(["protection-stopped"]);
  expect(actions("sc.exe config Sense start= disabled")).toEqual(["protection-stopped"]);
  expect(actions("taskkill /F /IM MsMpEng.exe")).toEqual(["protection-stopped"]);
  expect(actions("powershell Add-MpPreference -ExclusionPath C:\\ProgramData")).toEqual(["protection-excluded"]);
  expect(actions("powershell Set-MpPreference -DisableRealtimeMonitoring $true")).toEqual(["protection-stopped"]);
  expect(actions("powercfg /change standby-timeout-ac 0")).toEqual(["power-saving-off"]);
  expect(actions("powercfg -setactive 8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c")).toEqual(["power-saving-off"]);
  expect(actions("systemctl stop falcon-sensor")).toEqual(["protection-stopped"]);
});

test("the same commands for anything else are not", () => {
  const harmless = [
    "sc stop BITS",
    "net stop spooler",
    "systemctl stop nginx",
    "powercfg /change standby-timeout-ac 30",
    "powershell Set-MpPreference -DisableRealtimeMonitoring $false",
    "powercfg /list",
  ];
  const processes = harmless.map((commandLine) => ({ ...plantedProcess({ commandLine }), first: onset }));
  expect(controlsFromCommands(processes, knowledge)).toEqual([]);
});

test("an event that two sources report is told once", () => {
  const twice = [event("protection-stopped", 0, "sc stop Sense"), event("protection-stopped", 20e6, "sc stop Sense")];
  expect(controlsNear(twice, onset, knowledge)).toHaveLength(1);
});

test("a device that holds no files says nothing", () => {
  const devices = [
    "USB headset: Jabra Evolve2 40",
    "HID keyboard connected",
    "USB mass storage: SanDisk Ultra",
    "Storage of a printer, volume F:",
    "Unknown USB device",
  ].map((message, minutes) => event("device-attached", minutes * MINUTE, message));
  expect(controlsNear(devices, onset, knowledge).map(({ text }) => text)).toEqual([
    "USB mass storage: SanDisk Ultra",
    "Storage of a printer, volume F:",
    "Unknown USB device",
  ]);
});
