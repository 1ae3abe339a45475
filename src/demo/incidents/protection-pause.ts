/** Support switches an endpoint's protection off for a quarter of an hour to install something, and on again. */
import { HOUR, MINUTE, timestamp, type Timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { atLocal, workdayAt, type Period } from "../period.ts";
import type { HostPlan, Incident, WindowsEvent } from "../plan.ts";

export function protectionPause(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const off = atLocal(zone, workdayAt(host.calendar, period, random.between(0.1, 0.9)), random.between(9, 16));
  const defender = (time: Timestamp, eventId: number): WindowsEvent => ({
    host,
    time,
    channel: "Microsoft-Windows-Windows Defender/Operational",
    provider: "Microsoft-Windows-Windows Defender",
    eventId,
    fields: { "Product Name": "Microsoft Defender Antivirus", "Product Version": "4.18.25110.6" },
  });
  return {
    controls: [
      {
        host,
        time: timestamp(off - HOUR / 4),
        action: "logon",
        user: "TIDEWATER\\u1001",
        message: "Remote interactive logon (type 10) from 10.10.1.20",
      },
    ],
    windowsEvents: [defender(off, 5001), defender(timestamp(off + random.between(9, 22) * MINUTE), 5000)],
  };
}
