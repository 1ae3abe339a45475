/** Progress of a stage that is one part of a longer job: its share within `from`–`to` of the whole. */
export function overall(from: number, to: number, share: number | undefined): number {
  return from + (to - from) * Math.min(1, Math.max(0, share ?? 0));
}
