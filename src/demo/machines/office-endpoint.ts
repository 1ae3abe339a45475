/** Office endpoints: people's own machines, awake in working hours, with many small bursts. */
import { officeDestinations } from "../destinations.ts";
import type { Program } from "../program.ts";
import { NINE_TO_SIX, type Machine } from "./machine.ts";
import { DEFENDER, installed, LSASS, SENSE, SPOOLSV, SVCHOST, systemProgram, windowsHousekeeping } from "./programs.ts";

const OFFICE = "C:\\Program Files\\Microsoft Office\\root\\Office16\\";
const owned = (executable: string, description: string, company?: string): Program =>
  installed(executable, { account: "owner", description, ...(company === undefined ? {} : { company }) });

const chrome = owned("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "Google Chrome", "Google LLC");
const excel = owned(`${OFFICE}EXCEL.EXE`, "Microsoft Excel");

export const officeEndpoint: Machine = {
  className: "office-endpoint",
  title: "Office endpoint",
  expectation: "bursty",
  businessHours: NINE_TO_SIX,
  prefix: "OFF",
  share: 24,
  sites: ["berlin", "new-york", "berlin", "bengaluru", "new-york", "berlin"],
  department: "Sales",
  os: "windows",
  logicalCpus: [8, 8, 12, 16],
  memoryGiB: [16, 16, 32],
  watts: { idle: 9, peak: 62, gpu: 14 },
  networkAdapter: "Intel[R] Ethernet Connection [17] I219-LM",
  load: {
    workday: [
      0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.08, 0.35, 0.8, 1, 1.05, 1, 0.7, 0.85, 1, 1, 0.9, 0.65, 0.3, 0.14, 0.1, 0.08,
      0.05, 0.03,
    ],
    dayOff: [
      0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.03, 0.04, 0.06, 0.07, 0.07, 0.06, 0.06, 0.06, 0.05, 0.05, 0.06, 0.06,
      0.06, 0.05, 0.04, 0.03, 0.02,
    ],
    diversity: 0.3,
    noise: 0.45,
    noiseMinutes: 25,
    cpu: { quiet: 0.015, work: 0.11 },
    memory: { quiet: 0.36, work: 0.17 },
    gpu: { quiet: 0.002, work: 0.05 },
    diskRead: { quiet: 12_000, work: 450_000 },
    diskWrite: { quiet: 40_000, work: 380_000 },
    networkReceive: { quiet: 3_000, work: 190_000 },
    networkTransmit: { quiet: 2_000, work: 55_000 },
    bursts: {
      perHour: 1.6,
      size: 0.07,
      tail: 1.9,
      meanMinutes: 4,
      diskRead: 60_000_000,
      diskWrite: 35_000_000,
      network: 8_000_000,
    },
  },
  residents: [
    { program: SVCHOST, quiet: 0.25, burst: 0.08 },
    { program: DEFENDER, quiet: 0.2, burst: 0.12 },
    { program: SENSE, quiet: 0.1, burst: 0.02 },
    { program: LSASS, quiet: 0.02, burst: 0 },
    { program: SPOOLSV, quiet: 0.01, burst: 0 },
    {
      program: {
        ...systemProgram("explorer.exe", "C:\\Windows\\Explorer.EXE", "Windows Explorer"),
        executable: "C:\\Windows\\explorer.exe",
        account: "owner",
        startedBy: "userinit",
      },
      quiet: 0.08,
      burst: 0.05,
    },
    { program: chrome, quiet: 0.2, burst: 0.38 },
    { program: excel, quiet: 0.05, burst: 0.2 },
    { program: owned(`${OFFICE}OUTLOOK.EXE`, "Microsoft Outlook"), quiet: 0.08, burst: 0.05 },
    {
      program: owned(
        "C:\\Program Files\\WindowsApps\\MSTeams_25290.302.4044.3989_x64__8wekyb3d8bbwe\\ms-teams.exe",
        "Microsoft Teams",
      ),
      quiet: 0.1,
      burst: 0.1,
    },
  ],
  shortLived: [
    ...windowsHousekeeping,
    owned("C:\\Windows\\System32\\notepad.exe", "Notepad"),
    owned(`${OFFICE}WINWORD.EXE`, "Microsoft Word"),
    owned(`${OFFICE}POWERPNT.EXE`, "Microsoft PowerPoint"),
    owned("C:\\Program Files\\7-Zip\\7zFM.exe", "7-Zip File Manager", "Igor Pavlov"),
  ],
  shortLivedPerDay: 6,
  destinations: officeDestinations,
  flowsPerDay: 34,
};
