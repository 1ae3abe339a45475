/**
 * Draws in the coming frame, the one that shows what was rendered just now; returns what calls it off. A canvas that is
 * drawn outside of frames is rasterised at the end of every task that drew, however many there are before one is seen.
 */
export function drawInFrame(draw: () => void): () => void {
  const frame = requestAnimationFrame(draw);
  return () => cancelAnimationFrame(frame);
}
