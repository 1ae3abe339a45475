/** R&D servers: under somebody's desk or in a laboratory rack, quiet for weeks, then a job. */
import { researchDestinations } from "../destinations.ts";
import { NINE_TO_SIX, type Machine } from "./machine.ts";
import { DEFENDER, installed, LSASS, SENSE, SVCHOST, SYSTEM, systemProgram, windowsHousekeeping } from "./programs.ts";

export const rndServer: Machine = {
  className: "rnd-server",
  title: "R&D server",
  expectation: "quiet",
  businessHours: NINE_TO_SIX,
  prefix: "RND",
  share: 12,
  sites: ["berlin", "berlin", "bengaluru"],
  department: "Research",
  os: "windows",
  logicalCpus: [16, 16, 24, 32],
  memoryGiB: [64, 128],
  watts: { idle: 74, peak: 310, gpu: 180 },
  networkAdapter: "Intel[R] I350 Gigabit Network Connection",
  load: {
    workday: [
      0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.35, 0.5, 0.75, 0.95, 1, 1, 0.85, 0.9, 1, 1, 0.95, 0.75, 0.55, 0.45, 0.4, 0.35,
      0.3, 0.3,
    ],
    dayOff: [
      0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.32, 0.34, 0.36, 0.36, 0.35, 0.35, 0.35, 0.35, 0.34, 0.33, 0.33, 0.33,
      0.32, 0.3, 0.3, 0.3,
    ],
    diversity: 0.25,
    noise: 0.28,
    noiseMinutes: 45,
    cpu: { quiet: 0.026, work: 0.028 },
    memory: { quiet: 0.24, work: 0.05 },
    gpu: { quiet: 0, work: 0.008 },
    diskRead: { quiet: 30_000, work: 240_000 },
    diskWrite: { quiet: 70_000, work: 200_000 },
    networkReceive: { quiet: 4_000, work: 60_000 },
    networkTransmit: { quiet: 4_000, work: 30_000 },
    bursts: {
      perHour: 0.35,
      size: 0.04,
      tail: 1.6,
      meanMinutes: 9,
      diskRead: 50_000_000,
      diskWrite: 40_000_000,
      network: 10_000_000,
    },
  },
  residents: [
    { program: SVCHOST, quiet: 0.3, burst: 0.1 },
    { program: DEFENDER, quiet: 0.25, burst: 0.15 },
    { program: SENSE, quiet: 0.12, burst: 0.02 },
    { program: LSASS, quiet: 0.03, burst: 0 },
    { program: SYSTEM, quiet: 0.1, burst: 0.1 },
    {
      program: installed("C:\\Program Files\\OpenSSH\\sshd.exe", { description: "OpenSSH server", company: "OpenBSD" }),
      quiet: 0.03,
      burst: 0.03,
    },
    {
      program: installed("C:\\FlexLM\\lmgrd.exe", {
        arguments: "-c C:\\FlexLM\\license.dat",
        account: "service",
        company: "Flexera",
      }),
      quiet: 0.07,
      burst: 0,
    },
    {
      program: installed("C:\\Program Files\\Microsoft SQL Server\\MSSQL16.LAB\\MSSQL\\Binn\\sqlservr.exe", {
        arguments: "-sLAB",
        account: "service",
        description: "SQL Server",
      }),
      quiet: 0.2,
      burst: 0.6,
    },
  ],
  shortLived: [
    ...windowsHousekeeping,
    systemProgram("schtasks.exe", "schtasks.exe /query /fo csv", "Task Scheduler Configuration Tool"),
    installed("C:\\Program Files\\Git\\cmd\\git.exe", {
      arguments: "fetch --prune origin",
      account: "owner",
      company: "The Git Development Community",
    }),
  ],
  shortLivedPerDay: 4,
  destinations: researchDestinations,
  flowsPerDay: 18,
};
