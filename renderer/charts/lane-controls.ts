/** How the lanes of a stack are arranged by hand: what the user has set, and what they set it with. */
export interface LaneControls {
  /** Heights that the user gave to metric lanes, by lane. */
  readonly heights: Readonly<Record<string, number>>;
  readonly onHeight: (lane: string, height: number) => void;
  /** Puts a lane before another one, or last. */
  readonly onMove: (lane: string, before: string | undefined) => void;
  readonly onHide: (lane: string) => void;
}
