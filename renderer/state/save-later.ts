/**
 * A save that waits until changes pause, and comes before the window goes. Returns what is to be told of each change;
 * `save` sees the state as it is then.
 */
export function saveLater(save: () => void, afterMilliseconds: number): () => void {
  let timer: number | undefined;
  const saveNow = (): void => {
    if (timer === undefined) return;
    window.clearTimeout(timer);
    timer = undefined;
    save();
  };
  if (typeof window !== "undefined") window.addEventListener("pagehide", saveNow);
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(saveNow, afterMilliseconds);
  };
}
