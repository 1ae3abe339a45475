/** Turns the ports that the preload hands over into typed clients; again after a reload or an engine restart. */
import { engineContract, type Engine } from "../../src/api/engine-contract.ts";
import { hostContract, type Host } from "../../src/api/host-contract.ts";
import { portsMessage } from "../../src/api/ports-message.ts";
import { connect, type Port } from "../../src/api/rpc.ts";

export function receivePorts(onPorts: (engine: Engine, host: Host) => void): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window || !isPortsMessage(event.data)) return;
    const [engine, host] = event.ports;
    if (engine === undefined || host === undefined) return;
    onPorts(connect(engineContract, wrap(engine)), connect(hostContract, wrap(host)));
  });
}

function isPortsMessage(message: unknown): boolean {
  return typeof message === "object" && message !== null && "type" in message && message.type === portsMessage;
}

function wrap(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener("message", (event: MessageEvent<unknown>) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.addEventListener("close", listener),
    close: () => port.close(),
  };
}
