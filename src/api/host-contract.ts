/**
 * What a window can ask of the desktop it runs on: dialogs, notifications, the theme. Served by Electron's
 * main process over a port of its own, beside the engine's. It reaches no evidence; that is the engine's.
 */
import { z } from "zod";
import { method, type Client, type Contract, type Handlers } from "./contract.ts";
import type { MenuCommand } from "./menu-commands.ts";

export interface Launch {
  /** The workspace named on the command line or opened from the file manager. */
  readonly workspacePath: string | undefined;
  /** Whether the demo investigation was asked for. */
  readonly demo: boolean;
  readonly firstRun: boolean;
  /** A folder, which is there, where `workspace.openDemo` may put the demo investigation. */
  readonly demoDirectory: string;
  readonly version: string;
  readonly platform: "linux" | "darwin" | "win32";
}

export interface Theme {
  readonly isDark: boolean;
  readonly isHighContrast: boolean;
}

export type HostNotice =
  | { readonly type: "command"; readonly command: MenuCommand }
  | { readonly type: "theme"; readonly theme: Theme }
  | { readonly type: "open"; readonly workspacePath: string }
  /** The engine ended by itself; `sentence` is for the person. `engine.restart` brings another. */
  | { readonly type: "engine-ended"; readonly sentence: string };

const none = z.object({});
const filters = z.array(z.object({ name: z.string(), extensions: z.array(z.string()) })).optional();

export const hostContract = {
  "host.launch": method<Launch>()(none),
  /** Does not resolve: what happens on the desktop comes as notices until the call is cancelled. */
  "host.watch": method<void, HostNotice>()(none),
  "host.quit": method<void>()(none),

  /** Starts the engine again after it ended; the window gets new ports as after a reload. */
  "engine.restart": method<void>()(none),

  /** The dialogs resolve to nothing (`undefined`, an empty list) where the person cancels. */
  "dialog.openFiles": method<readonly string[]>()(
    z.object({ title: z.string(), filters, kind: z.enum(["files", "file", "folder"]) }),
  ),
  "dialog.saveFile": method<string | undefined>()(z.object({ title: z.string(), defaultName: z.string(), filters })),

  "theme.get": method<Theme>()(none),
  /** What window frames, menus and dialogs look like; `system` follows the desktop. */
  "theme.set": method<void>()(z.object({ source: z.enum(["system", "light", "dark"]) })),

  "window.setTitle": method<void>()(z.object({ title: z.string().max(500) })),
  "window.zoom": method<void>()(z.object({ step: z.enum(["in", "out", "reset"]) })),

  "notification.show": method<void>()(z.object({ title: z.string().max(200), body: z.string().max(2000) })),
  "folder.show": method<void>()(z.object({ path: z.string() })),

  /** Workspaces opened before, latest first. */
  "recent.list": method<readonly string[]>()(none),
  "recent.add": method<void>()(z.object({ path: z.string() })),
} satisfies Contract;

export type HostContract = typeof hostContract;
export type HostHandlers = Handlers<HostContract>;
export type Host = Client<HostContract>;
