/** The workbench window: sandboxed, isolated, on the page that security.ts serves. */
import path from "node:path";
import { BrowserWindow, nativeTheme } from "electron";
import { appOrigin } from "./security.ts";
import { rememberedPlace, rememberPlace } from "./window-state.ts";

/** Dark Modern's and Light Modern's editor grounds: what is seen before the page has drawn itself. */
const groundBeforeFirstPaint = { dark: "#1f1f1f", light: "#ffffff" };

export function createWindow(): BrowserWindow {
  const { bounds, isMaximized } = rememberedPlace();
  const window = new BrowserWindow({
    title: "Plimsoll",
    width: 1440,
    height: 900,
    ...bounds,
    minWidth: 800,
    minHeight: 500,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? groundBeforeFirstPaint.dark : groundBeforeFirstPaint.light,
    webPreferences: {
      preload: path.join(import.meta.dirname, "preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => rememberPlace(window));
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}
