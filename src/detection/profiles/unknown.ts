import type { ActivityProfile } from "./profile.ts";

/** Wins where no named explanation fits better than this. */
const SCORE = 0.3;

export const unknown: ActivityProfile = {
  id: "unknown",
  title: "Unknown activity",
  read: () => ({
    profile: "unknown",
    score: SCORE,
    reasons: { for: [{ text: "No named activity explains it better." }], against: [] },
  }),
};
