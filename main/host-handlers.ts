/** What main does when a window asks: the handlers of src/api/host-contract.ts. */
import { app, dialog, nativeTheme, Notification, shell, type BrowserWindow } from "electron";
import type { HostHandlers, HostNotice, Launch, Theme } from "../src/api/host-contract.ts";
import { addRecentWorkspace, recentWorkspaces } from "./window-state.ts";

/** What the handlers need of the desktop they serve. */
export interface Desktop {
  readonly window: BrowserWindow;
  readonly launch: Launch;
  /** Calls back with every notice until the returned function is called. */
  watch(listener: (notice: HostNotice) => void): () => void;
  restartEngine(): void;
}

export const currentTheme = (): Theme => ({
  isDark: nativeTheme.shouldUseDarkColors,
  isHighContrast: nativeTheme.shouldUseHighContrastColors,
});

const zoomStep = 0.5;

export function hostHandlers({ window, launch, watch, restartEngine }: Desktop): HostHandlers {
  return {
    "host.launch": () => launch,
    "host.watch": (_none, { signal, notify }) =>
      new Promise((resolve) => {
        const stop = watch(notify);
        signal.addEventListener("abort", () => {
          stop();
          resolve();
        });
      }),
    "host.quit": () => app.quit(),

    "engine.restart": () => restartEngine(),

    "dialog.openFiles": async ({ title, filters = [], kind }) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title,
        filters,
        properties:
          kind === "folder" ? ["openDirectory"] : kind === "file" ? ["openFile"] : ["openFile", "multiSelections"],
      });
      return filePaths;
    },
    "dialog.saveFile": async ({ title, defaultName, filters = [] }) => {
      const { filePath, canceled } = await dialog.showSaveDialog(window, { title, defaultPath: defaultName, filters });
      return canceled ? undefined : filePath;
    },

    "theme.get": () => currentTheme(),
    "theme.set": ({ source }) => {
      nativeTheme.themeSource = source;
    },

    "window.setTitle": ({ title }) => window.setTitle(title),
    "window.zoom": ({ step }) => {
      const { webContents } = window;
      const change = { in: zoomStep, out: -zoomStep, reset: -webContents.getZoomLevel() }[step];
      webContents.setZoomLevel(webContents.getZoomLevel() + change);
    },

    "notification.show": ({ title, body }) => {
      if (Notification.isSupported()) new Notification({ title, body }).show();
    },
    "folder.show": ({ path }) => shell.showItemInFolder(path),

    "recent.list": () => recentWorkspaces(),
    "recent.add": ({ path }) => addRecentWorkspace(path),
  };
}
