/**
 * Electron's main process. It opens windows, hands each a port to the engine, and stays free: it reads no evidence and
 * computes nothing.
 */
import path from "node:path";
import { app } from "electron";
import { openDesktop } from "./desktop.ts";
import { parseLaunch } from "./launch-options.ts";
import { printFile } from "./print-pdf.ts";
import { registerAppScheme, refuseByDefault } from "./security.ts";

app.setName("Plimsoll");
if (!app.commandLine.hasSwitch("user-data-dir")) app.setPath("userData", path.join(app.getPath("appData"), "Plimsoll"));
registerAppScheme();
refuseByDefault();

const launch = parseLaunch(process.argv, app.isPackaged, process.cwd());
switch (launch.mode) {
  case "wrong":
    console.error(launch.sentence);
    app.exit(2);
    break;
  case "print":
    void printFile(launch.htmlPath, launch.pdfPath).then((problem) => {
      if (problem !== undefined) console.error(problem);
      app.exit(problem === undefined ? 0 : 3);
    });
    break;
  case "window":
    openDesktop(launch);
    break;
}
