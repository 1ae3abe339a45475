/**
 * The desktop app in three steps: before it is ready, start, and each time a page has loaded.
 *
 * A page that loads (first, after a reload, after an engine restart) gets fresh ports to the engine and to main; the
 * ports it had are closed by their disappearance.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { app, MessageChannelMain, nativeTheme, type BrowserWindow, type MessagePortMain } from "electron";
import { hostContract, type HostNotice, type Launch } from "../src/api/host-contract.ts";
import { portsMessage } from "../src/api/ports-message.ts";
import { serve } from "../src/api/rpc.ts";
import { EngineProcess } from "./engine-process.ts";
import { currentTheme, hostHandlers } from "./host-handlers.ts";
import { setApplicationMenu } from "./menu.ts";
import { toPort } from "./ports.ts";
import { serveRenderer } from "./security.ts";
import { createWindow } from "./window.ts";
import { isFirstRun } from "./window-state.ts";

export function openDesktop(asked: { workspacePath: string | undefined; demo: boolean }): void {
  const watchers = new Set<(notice: HostNotice) => void>();
  const tell = (notice: HostNotice): void => {
    for (const watcher of watchers) watcher(notice);
  };
  /** Kept, since the engine may end before a page is there to be told. */
  let engineEnded: HostNotice | undefined;
  const engine = new EngineProcess((sentence) => {
    engineEnded = { type: "engine-ended", sentence };
    tell(engineEnded);
  });
  let workspacePath = asked.workspacePath;

  // The file manager's way to open a workspace on a Mac; it comes before the window or while it is there.
  app.on("open-file", (event, opened) => {
    event.preventDefault();
    workspacePath = opened;
    tell({ type: "open", workspacePath: opened });
  });
  nativeTheme.on("updated", () => tell({ type: "theme", theme: currentTheme() }));
  setApplicationMenu((command) => tell({ type: "command", command }));
  app.on("window-all-closed", () => app.quit());
  endEngineBeforeQuit(engine);

  void app.whenReady().then(() => {
    serveRenderer();
    engine.start();
    const demoDirectory = path.join(app.getPath("userData"), "demo");
    mkdirSync(demoDirectory, { recursive: true });
    const launch: Launch = {
      workspacePath,
      demo: asked.demo,
      firstRun: isFirstRun(),
      demoDirectory,
      version: app.getVersion(),
      platform: process.platform as Launch["platform"],
    };
    const window = createWindow();
    let hostPort: MessagePortMain | undefined;
    const connectPage = (): void => {
      hostPort?.close();
      watchers.clear();
      hostPort = handPortsTo(window, engine);
      serve(hostContract, hostHandlers(desktop), toPort(hostPort));
    };
    const desktop = {
      window,
      launch,
      watch: (watcher: (notice: HostNotice) => void) => {
        watchers.add(watcher);
        if (engineEnded !== undefined) watcher(engineEnded);
        return () => watchers.delete(watcher);
      },
      restartEngine: () => {
        if (!engine.isRunning) engine.start();
        engineEnded = undefined;
        // After the answer to this call has gone out on the port that is about to be replaced.
        setImmediate(connectPage);
      },
    };
    window.webContents.on("did-finish-load", connectPage);
  });
}

/** Sends the page its ends of two channels, and returns main's end of the second. */
function handPortsTo(window: BrowserWindow, engine: EngineProcess): MessagePortMain {
  const toEngine = new MessageChannelMain();
  const toHost = new MessageChannelMain();
  engine.connect(toEngine.port1);
  window.webContents.postMessage(portsMessage, undefined, [toEngine.port2, toHost.port2]);
  return toHost.port1;
}

function endEngineBeforeQuit(engine: EngineProcess): void {
  app.on("will-quit", (event) => {
    if (!engine.isRunning) return;
    event.preventDefault();
    void engine.stop().then(() => app.quit());
  });
}
