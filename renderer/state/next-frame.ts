/** A window that nobody sees paints no frames; what waits for one goes on after this. */
const LONGEST_MS = 100;

let coming: Promise<void> | undefined;

/** Resolves in the next frame, for all who wait for it at once: what they then set is one rendering. */
export function nextFrame(): Promise<void> {
  coming ??= new Promise<void>((resolve) => {
    const timer = setTimeout(come, LONGEST_MS);
    const frame = requestAnimationFrame(come);
    function come(): void {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      coming = undefined;
      resolve();
    }
  });
  return coming;
}
