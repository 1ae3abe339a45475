/**
 * How a page gets its ports: after it has loaded, the window receives one `message` event from its own origin with
 * `data.type` as below and `ports` = [engine, host]; again after a reload or an engine restart, when the old ports
 * are closed. Apart from the contracts, so that the preload does not carry their schemas.
 */
export const portsMessage = "plimsoll-ports";

/** What the preload puts on `window.plimsoll`: the one thing that no port can carry. */
export interface PreloadBridge {
  /** The path of a file that was dropped on the window. */
  pathOf(file: object): string;
}
