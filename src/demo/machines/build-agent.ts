/** Build agents: nothing, then everything, all working day long. */
import { buildDestinations } from "../destinations.ts";
import type { Machine } from "./machine.ts";
import { DEFENDER, installed, LSASS, SENSE, SVCHOST, windowsHousekeeping } from "./programs.ts";

const TOOLS = "C:\\Program Files\\Microsoft Visual Studio\\2022\\BuildTools\\";

export const MSBUILD = installed(`${TOOLS}MSBuild\\Current\\Bin\\amd64\\MSBuild.exe`, {
  arguments: "/m /p:Configuration=Release C:\\agent\\work\\1\\s\\Product.sln",
  account: "service",
});

export const buildAgent: Machine = {
  className: "build-agent",
  title: "Build agent",
  expectation: "bursty",
  businessHours: { days: [1, 2, 3, 4, 5], from: "08:00", to: "20:00" },
  prefix: "BLD",
  share: 8,
  sites: ["berlin", "bengaluru", "berlin", "new-york"],
  department: "Engineering",
  os: "windows",
  logicalCpus: [16, 32],
  memoryGiB: [64],
  watts: { idle: 80, peak: 330, gpu: 0 },
  networkAdapter: "Intel[R] Ethernet Network Adapter X710-2",
  load: {
    workday: [
      0.12, 0.1, 0.3, 0.3, 0.1, 0.1, 0.15, 0.35, 0.7, 1, 1.1, 1.1, 0.8, 0.95, 1.1, 1.1, 1, 0.9, 0.6, 0.45, 0.35, 0.3,
      0.2, 0.15,
    ],
    dayOff: [
      0.08, 0.08, 0.3, 0.3, 0.08, 0.08, 0.08, 0.08, 0.1, 0.1, 0.12, 0.12, 0.12, 0.12, 0.12, 0.12, 0.12, 0.1, 0.1, 0.1,
      0.1, 0.08, 0.08, 0.08,
    ],
    diversity: 0.25,
    noise: 0.3,
    noiseMinutes: 20,
    cpu: { quiet: 0.012, work: 0.03 },
    memory: { quiet: 0.22, work: 0.16 },
    gpu: { quiet: 0, work: 0 },
    diskRead: { quiet: 60_000, work: 900_000 },
    diskWrite: { quiet: 90_000, work: 1_200_000 },
    networkReceive: { quiet: 10_000, work: 300_000 },
    networkTransmit: { quiet: 8_000, work: 120_000 },
    bursts: {
      perHour: 1.9,
      size: 0.45,
      tail: 3.5,
      meanMinutes: 11,
      diskRead: 70_000_000,
      diskWrite: 90_000_000,
      network: 16_000_000,
    },
  },
  residents: [
    { program: MSBUILD, quiet: 0, burst: 0.35 },
    {
      program: installed(`${TOOLS}VC\\Tools\\MSVC\\14.43.34808\\bin\\Hostx64\\x64\\cl.exe`, {
        arguments: "@C:\\agent\\work\\1\\s\\objects.rsp",
        account: "service",
      }),
      quiet: 0,
      burst: 0.5,
    },
    {
      program: installed("C:\\agent\\jre\\bin\\java.exe", {
        arguments: "-jar agent.jar",
        account: "service",
        company: "Eclipse Adoptium",
      }),
      quiet: 0.25,
      burst: 0.1,
    },
    { program: DEFENDER, quiet: 0.3, burst: 0.04 },
    { program: SVCHOST, quiet: 0.3, burst: 0.01 },
    { program: SENSE, quiet: 0.1, burst: 0 },
    { program: LSASS, quiet: 0.03, burst: 0 },
  ],
  shortLived: [
    ...windowsHousekeeping,
    installed("C:\\Program Files\\Git\\cmd\\git.exe", {
      arguments: "clean -ffdx",
      account: "service",
      company: "The Git Development Community",
    }),
  ],
  shortLivedPerDay: 5,
  destinations: buildDestinations,
  flowsPerDay: 36,
};
