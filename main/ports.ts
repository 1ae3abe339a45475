/** Gives Electron's main-process port the shape that src/api/rpc.ts speaks to. */
import type { MessagePortMain } from "electron";
import type { Port } from "../src/api/rpc.ts";

export function toPort(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on("message", (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => {
      port.on("close", listener);
    },
    close: () => port.close(),
  };
}
