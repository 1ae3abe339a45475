/** What other thresholds would make of the same data: which episodes come and go, and what false alarms they cost. */
import type { Timestamp } from "../base/time.ts";

export type PreviewChange = "appears" | "vanishes" | "becomes-alarm" | "calms";

export interface PreviewedEpisode {
  readonly change: PreviewChange;
  readonly host: string;
  readonly metric: string;
  readonly start: Timestamp;
  /** `undefined` while it lasts at the end of the data. */
  readonly end: Timestamp | undefined;
  /** Strength by the choices that hold and by those that are tried; `undefined` where it is not listed. */
  readonly strengthNow: number | undefined;
  readonly strengthThen: number | undefined;
  /** The same episode in the last analysis; `undefined` for one whose causes nobody has looked at yet. */
  readonly episodeId: string | undefined;
}

export interface PreviewSide {
  readonly alarms: number;
  /** Those of the alarms whose causes no analysis has looked at yet: it may find them innocent. */
  readonly unweighed: number;
  readonly listed: number;
  /** Alarms to be expected on innocent hosts, per host and week, by the noise of each class in this data. */
  readonly falsePerHostWeek: number;
}

export interface SensitivityPreview {
  readonly now: PreviewSide;
  readonly then: PreviewSide;
  /** Alarms that come and go first, then by strength. */
  readonly changes: readonly PreviewedEpisode[];
  readonly hosts: number;
  readonly weeks: number;
}
