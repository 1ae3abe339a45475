/** File servers: disk and network by day, backups by night. */
import { fileServerDestinations } from "../destinations.ts";
import { NINE_TO_SIX, type Machine } from "./machine.ts";
import { DEFENDER, installed, LSASS, SENSE, SVCHOST, SYSTEM, systemProgram, windowsHousekeeping } from "./programs.ts";

export const fileServer: Machine = {
  className: "file-server",
  title: "File server",
  expectation: "steady",
  businessHours: NINE_TO_SIX,
  prefix: "FIL",
  share: 8,
  sites: ["berlin", "new-york", "berlin", "bengaluru"],
  department: "IT operations",
  os: "windows",
  logicalCpus: [8, 16],
  memoryGiB: [32, 64],
  watts: { idle: 110, peak: 260, gpu: 0 },
  networkAdapter: "Broadcom NetXtreme E-Series Dual-port 10GBASE-T Ethernet PCIe Adapter",
  load: {
    workday: [
      0.1, 0.1, 0.1, 0.1, 0.1, 0.12, 0.2, 0.5, 0.85, 1, 1.1, 1, 0.75, 0.9, 1.05, 1, 0.9, 0.6, 0.35, 0.22, 0.18, 0.15,
      0.12, 0.1,
    ],
    dayOff: [
      0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.09, 0.1, 0.12, 0.14, 0.15, 0.15, 0.14, 0.14, 0.13, 0.13, 0.12, 0.12, 0.11,
      0.1, 0.1, 0.09, 0.08, 0.08,
    ],
    diversity: 0.3,
    noise: 0.3,
    noiseMinutes: 35,
    cpu: { quiet: 0.03, work: 0.13 },
    memory: { quiet: 0.48, work: 0.08 },
    gpu: { quiet: 0, work: 0 },
    diskRead: { quiet: 200_000, work: 9_000_000 },
    diskWrite: { quiet: 300_000, work: 4_500_000 },
    networkReceive: { quiet: 60_000, work: 4_200_000 },
    networkTransmit: { quiet: 80_000, work: 8_500_000 },
    bursts: {
      perHour: 0.8,
      size: 0.05,
      tail: 1.8,
      meanMinutes: 12,
      diskRead: 300_000_000,
      diskWrite: 150_000_000,
      network: 120_000_000,
    },
  },
  residents: [
    { program: SYSTEM, quiet: 0.35, burst: 0.6 },
    { program: SVCHOST, quiet: 0.2, burst: 0.1 },
    { program: DEFENDER, quiet: 0.2, burst: 0.25 },
    { program: SENSE, quiet: 0.08, burst: 0.02 },
    { program: LSASS, quiet: 0.07, burst: 0.02 },
    {
      program: installed("C:\\Program Files\\Veeam\\Endpoint Backup\\VeeamAgent.exe", {
        description: "Veeam Agent",
        company: "Veeam Software Group GmbH",
      }),
      quiet: 0.04,
      burst: 0,
    },
    {
      program: systemProgram("dfsrs.exe", "C:\\Windows\\system32\\DFSRs.exe", "Distributed File System Replication"),
      quiet: 0.1,
      burst: 0.1,
    },
  ],
  shortLived: [
    ...windowsHousekeeping,
    systemProgram(
      "vssadmin.exe",
      "vssadmin.exe list shadows",
      "Command Line Interface for Microsoft Volume Shadow Copy Service",
    ),
  ],
  shortLivedPerDay: 4,
  destinations: fileServerDestinations,
  flowsPerDay: 30,
};
