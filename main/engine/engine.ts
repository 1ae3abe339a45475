/**
 * The engine's own process (an Electron utility process): opens the workspace and serves the contract on every port
 * that main hands over. Nothing here blocks a window.
 */
import type { MessagePortMain, ParentPort } from "electron";
import packageFile from "../../package.json" with { type: "json" };
import { engineContract } from "../../src/api/engine-contract.ts";
import { serve } from "../../src/api/rpc.ts";
import { createEngine } from "../../src/engine/create-engine.ts";
import type { EngineMessage } from "../engine-process.ts";
import { toPort } from "../ports.ts";

const parent: ParentPort = process.parentPort;
const engine = createEngine({ product: `Plimsoll ${packageFile.version}`, hasReadingThreads: true });

parent.on("message", ({ data, ports }: { data: EngineMessage; ports: MessagePortMain[] }) => {
  if (data.type === "end") {
    void engine.close().finally(() => process.exit(0));
    return;
  }
  const [port] = ports;
  if (port !== undefined) serve(engineContract, engine.handlers, toPort(port));
});
