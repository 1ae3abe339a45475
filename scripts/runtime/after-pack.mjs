/**
 * Takes the default app of the fallback runtime out of the packaged app: Electron would start it in place of ours.
 * Electron's own build has none, and nothing is done.
 */
import { rmSync } from "node:fs";
import path from "node:path";

export default function afterPack({ appOutDir }) {
  rmSync(path.join(appOutDir, "resources", "app"), { recursive: true, force: true });
}
