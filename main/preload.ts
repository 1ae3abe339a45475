/**
 * The one bridge between Electron and the page: passes on the two ports, and tells the path of a dropped file.
 * The page gets no `ipcRenderer`: what it may ask is what the contracts behind the ports allow.
 */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { portsMessage, type PreloadBridge } from "../src/api/ports-message.ts";

ipcRenderer.on(portsMessage, (event) => {
  window.postMessage({ type: portsMessage }, window.location.origin, event.ports);
});

const bridge: PreloadBridge = { pathOf: (file) => webUtils.getPathForFile(file as File) };
contextBridge.exposeInMainWorld("plimsoll", bridge);
