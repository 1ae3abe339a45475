import type { Timestamp } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { formatTime } from "../format/time.ts";

/** From one time to another, which breaks between the two where there is no room, and never inside a date. */
export function TimeSpan({
  start,
  end,
  zone,
}: {
  readonly start: Timestamp;
  readonly end: Timestamp;
  readonly zone: Zone;
}) {
  return (
    <>
      <span className="whole">{formatTime(start, zone)} –</span> <span className="whole">{formatTime(end, zone)}</span>
    </>
  );
}
