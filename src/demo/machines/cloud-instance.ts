/** Idle cloud instances: kept for a project that is over, paid for every hour. */
import { cloudDestinations } from "../destinations.ts";
import { NINE_TO_SIX, type Machine } from "./machine.ts";
import { unixProgram } from "./programs.ts";

const FLAT = Array.from({ length: 24 }, (_, hour) => 0.8 + 0.2 * Math.sin(((hour - 8) / 24) * 2 * Math.PI));

export const cloudInstance: Machine = {
  className: "idle-cloud-instance",
  title: "Idle cloud instance",
  expectation: "quiet",
  businessHours: NINE_TO_SIX,
  prefix: "CLD",
  share: 8,
  sites: ["cloud"],
  department: "Engineering",
  os: "linux",
  logicalCpus: [2, 4],
  memoryGiB: [8, 16],
  watts: { idle: 12, peak: 48, gpu: 0 },
  networkAdapter: "ens5",
  load: {
    workday: FLAT,
    dayOff: FLAT,
    diversity: 0.3,
    noise: 0.25,
    noiseMinutes: 30,
    cpu: { quiet: 0.012, work: 0.012 },
    memory: { quiet: 0.2, work: 0.02 },
    gpu: { quiet: 0, work: 0 },
    diskRead: { quiet: 1_000, work: 12_000 },
    diskWrite: { quiet: 9_000, work: 20_000 },
    networkReceive: { quiet: 1_200, work: 4_000 },
    networkTransmit: { quiet: 1_000, work: 5_000 },
    bursts: {
      perHour: 0.2,
      size: 0.05,
      tail: 1.8,
      meanMinutes: 6,
      diskRead: 20_000_000,
      diskWrite: 15_000_000,
      network: 2_000_000,
    },
  },
  residents: [
    { program: unixProgram("/usr/lib/systemd/systemd", { arguments: "--system" }), quiet: 0.15, burst: 0.05 },
    { program: unixProgram("/usr/lib/systemd/systemd-resolved"), quiet: 0.05, burst: 0.02 },
    { program: unixProgram("/usr/sbin/chronyd", { arguments: "-F 1" }), quiet: 0.04, burst: 0 },
    { program: unixProgram("/usr/bin/amazon-ssm-agent"), quiet: 0.2, burst: 0.05 },
    { program: unixProgram("/usr/bin/node_exporter"), quiet: 0.16, burst: 0.03 },
    { program: unixProgram("/usr/sbin/sshd", { arguments: "-D" }), quiet: 0.03, burst: 0 },
    { program: unixProgram("/usr/bin/containerd"), quiet: 0.2, burst: 0.1 },
    { program: unixProgram("/usr/bin/python3", { arguments: "/usr/bin/unattended-upgrade" }), quiet: 0, burst: 0.75 },
  ],
  shortLived: [],
  shortLivedPerDay: 0,
  destinations: cloudDestinations,
  flowsPerDay: 20,
};
