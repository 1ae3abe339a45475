/** What the desktop remembers between starts: where the window stood, and which workspaces were open. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { app, screen, type BrowserWindow, type Rectangle } from "electron";

interface Remembered {
  readonly bounds?: Rectangle | undefined;
  readonly isMaximized?: boolean;
  readonly recent?: readonly string[];
}

const longestRecentList = 10;
const file = (): string => path.join(app.getPath("userData"), "desktop.json");

export const isFirstRun = (): boolean => !existsSync(file());

/** A file that cannot be read is as good as none: it holds nothing that the person would miss. */
function read(): Remembered {
  try {
    return JSON.parse(readFileSync(file(), "utf8")) as Remembered;
  } catch {
    return {};
  }
}

function write(change: Remembered): void {
  mkdirSync(path.dirname(file()), { recursive: true });
  writeFileSync(`${file()}.new`, JSON.stringify({ ...read(), ...change }));
  renameSync(`${file()}.new`, file());
}

/** The remembered place, unless the screen it was on is gone. */
export function rememberedPlace(): { bounds: Rectangle | undefined; isMaximized: boolean } {
  const { bounds, isMaximized = false } = read();
  const isOnScreen =
    bounds !== undefined &&
    screen.getAllDisplays().some(({ workArea }) => {
      const isAcross = bounds.x < workArea.x + workArea.width && bounds.x + bounds.width > workArea.x;
      return isAcross && bounds.y >= workArea.y && bounds.y < workArea.y + workArea.height;
    });
  return { bounds: isOnScreen ? bounds : undefined, isMaximized };
}

export function rememberPlace(window: BrowserWindow): void {
  write({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
}

export const recentWorkspaces = (): readonly string[] => (read().recent ?? []).filter((each) => existsSync(each));

export function addRecentWorkspace(workspacePath: string): void {
  const others = recentWorkspaces().filter((each) => each !== workspacePath);
  write({ recent: [workspacePath, ...others].slice(0, longestRecentList) });
  app.addRecentDocument(workspacePath);
}
