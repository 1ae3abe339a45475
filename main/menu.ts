/**
 * The application menu, arranged as in VS Code. Its own items only name commands: the window carries them out, and has
 * the keys too, so that the keybindings editor stays the one place where they are decided.
 */
import { Menu, type MenuItemConstructorOptions } from "electron";
import type { MenuCommand } from "../src/api/menu-commands.ts";

const separator: MenuItemConstructorOptions = { type: "separator" };

export function setApplicationMenu(send: (command: MenuCommand) => void): void {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const file = [
    item("New Workspace…", "workspace.new", "CmdOrCtrl+N"),
    item("Open Workspace…", "workspace.open", "CmdOrCtrl+O"),
    item("Open Recent…", "workspace.openRecent"),
    item("Open Demo Investigation", "workspace.openDemo"),
    separator,
    item("Import Files…", "import.files", "CmdOrCtrl+I"),
    item("Import Folder…", "import.folder"),
    separator,
    item("New Case…", "case.new"),
    item("Export Report…", "report.export"),
    separator,
    item("Settings", "settings.open", "CmdOrCtrl+,"),
    separator,
    item("Close Workspace", "workspace.close"),
    { role: "quit" } as const,
  ];
  // What texts are edited with is the system's; undoing is ours, since it takes back a change of the evidence as well.
  const edit = [
    item("Undo", "edit.undo", "CmdOrCtrl+Z"),
    { role: "redo" } as const,
    separator,
    { role: "cut" } as const,
    { role: "copy" } as const,
    { role: "paste" } as const,
    { role: "delete" } as const,
    { role: "selectAll" } as const,
  ];
  const view = [
    item("Command Palette…", "palette.show", "CmdOrCtrl+Shift+P"),
    item("Quick Open…", "quickOpen.show", "CmdOrCtrl+P"),
    separator,
    item("Fleet", "view.fleet"),
    item("Timeline", "view.timeline"),
    item("Episodes", "view.episodes"),
    item("Sources", "view.sources"),
    item("Cases", "view.cases"),
    item("Live", "view.live"),
    separator,
    item("Toggle Side Bar", "layout.toggleSideBar", "CmdOrCtrl+B"),
    item("Toggle Panel", "layout.togglePanel", "CmdOrCtrl+J"),
    item("Split Editor", "layout.splitEditor", "CmdOrCtrl+\\"),
    separator,
    item("Show Times in UTC or Host Zone", "time.toggleZone", "Z"),
    separator,
    item("Colour Theme…", "theme.choose"),
    item("Zoom In", "window.zoomIn", "CmdOrCtrl+="),
    item("Zoom Out", "window.zoomOut", "CmdOrCtrl+-"),
    item("Reset Zoom", "window.zoomReset", "CmdOrCtrl+0"),
    { role: "togglefullscreen" } as const,
  ];
  const run = [item("Analyse", "analysis.run"), item("Verify Custody Log", "custody.verify")];
  const help = [
    item("Welcome", "help.welcome"),
    item("Keyboard Shortcuts", "help.shortcuts", "F1"),
    separator,
    { role: "toggleDevTools" } as const,
    { role: "about" } as const,
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === "darwin" ? [{ role: "appMenu" } as const] : []),
      { label: "File", submenu: file },
      { label: "Edit", submenu: edit },
      { label: "View", submenu: view },
      { label: "Run", submenu: run },
      { role: "windowMenu" },
      { label: "Help", submenu: help },
    ]),
  );
}
