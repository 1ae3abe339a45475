/**
 * Stands in for Electron's own default app, which the fallback runtime lacks: makes `electron [flags] path/to/app …`
 * run that app. Nothing in here knows Plimsoll, so several checkouts can share one runtime.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const given = process.argv.slice(1).find((argument) => !argument.startsWith("-"));
if (given === undefined) {
  console.error("electron: which app? Usage: electron [flags] path/to/app [arguments]");
  app.exit(2);
} else {
  const folder = path.resolve(given);
  const { name, productName, version, main } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  Object.defineProperty(process, "defaultApp", { value: true });
  app.setName(productName ?? name);
  app.setVersion(version);
  app.setAppPath(folder);
  await import(pathToFileURL(path.join(folder, main)).href);
}
