/** Gives a thread, and its own end of the way to whoever started it, the shape that src/api/rpc.ts speaks to. */
import type { MessagePort, Worker } from "node:worker_threads";
import type { Port } from "../api/rpc.ts";

export function threadPort(thread: Worker): Port {
  return {
    post: (message) => thread.postMessage(message),
    onMessage: (listener) => thread.on("message", listener),
    onClose: (listener) => thread.once("exit", listener),
    close: () => void thread.terminate(),
  };
}

/** `port` is the thread's `parentPort`. */
export function ownPort(port: MessagePort | null): Port {
  if (port === null) throw new Error("This file is the program of a worker thread.");
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on("message", listener),
    onClose: (listener) => port.once("close", listener),
    close: () => port.close(),
  };
}
