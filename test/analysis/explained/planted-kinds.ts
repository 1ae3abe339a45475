/** A case for every kind of episode, and what was planted in them as facts that a check can name. */
import { DAY, HOUR, MINUTE, timestamp, type Timestamp } from "../../../src/base/time.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { GPU_UTILIZATION, HYPERVISOR_CPU, POWER } from "../../../src/model/metrics.ts";
import { between, dataEnd, dataStart, isOffPeak, type PlantedCase } from "../planted-fleet.ts";

export const CPUS = 8;

export const day = (number: number, hour = 0): Timestamp => timestamp(dataStart + number * DAY + hour * HOUR);
const minerStart = day(28, 21);
export const pool = { destinationIp: "203.0.113.77", destinationPort: 14433, bytesOut: 9e6, bytesIn: 20e6 };
export const poolStart = timestamp(minerStart + MINUTE);
export const protectionStopped = timestamp(minerStart - 10 * MINUTE);
export const logon = timestamp(minerStart - 20 * MINUTE);

export const cases: readonly PlantedCase[] = [
  {
    host: "THROTTLED",
    load: between(minerStart, dataEnd, (time) => (isOffPeak(time) ? 0.85 : 0.5)),
    process: { name: "svchost.exe", executable: "C:\\ProgramData\\WinSvc\\svchost.exe", parentName: "explorer.exe" },
    connections: [{ start: poolStart, durationSeconds: (dataEnd - poolStart) / 1e6, ...pool }],
    controls: [
      { time: protectionStopped, action: "protection-stopped", user: "LAB\\u7", message: "off" },
      { time: logon, action: "logon", user: "LAB\\u7", message: "on" },
    ],
  },
  { host: "PLATEAU", load: between(day(30, 10), dataEnd, 0.4) },
  { host: "ENDED", load: between(day(25, 9), day(40, 3), (time) => 0.2 + (Math.floor(time / HOUR) % 3) * 0.1) },
  { host: "OLDER", load: () => 0.35 },
  { host: "DRIFTING", load: (time) => Math.max(0, (time - day(20)) / (29 * DAY)) * 0.2 },
  { host: "FALLEN", load: (time) => (time < day(32) ? 0.4 : 0) },
  { host: "SILENT", silent: between(day(33, 5), day(40), 1) },
  { host: "FALSE", metrics: { [HYPERVISOR_CPU]: between(day(30), dataEnd, 0.7) } },
  { host: "FORBIDDEN", metrics: { [GPU_UTILIZATION]: (time) => (isOffPeak(time) ? 0.5 : 0.1) } },
  {
    host: "DRAWING",
    metrics: {
      [GPU_UTILIZATION]: () => 0.01,
      [POWER]: (time) => 90 + (time >= day(29, 20) ? 170 : 0) + ((time / HOUR) % 3),
    },
  },
  {
    host: "ALLOWED",
    load: between(day(26, 6), day(35, 6), 0.6),
    process: { name: "render.exe", executable: "C:\\Render\\render.exe" },
    claims: [{ id: "CHG-RENDER", start: day(26, 5), end: day(35, 7), created: day(5, 8) }],
  },
];
export const caseOf = ({ host }: Episode): PlantedCase | undefined => cases.find((planted) => planted.host === host);
