import { choose } from "../state/quick-input.ts";
import { askEngine, askHost } from "../state/engine.ts";
import { newWorkspace, workspaceFilters } from "../state/importing.ts";
import { notify } from "../state/notifications.ts";
import { closeWorkspace, fileName, openDemo, openWorkspace, useWorkspace } from "../state/workspace.ts";
import type { Command } from "./command.ts";

export const isWorkspaceOpen = (): boolean => useWorkspace.getState().summary !== undefined;

export const workspaceCommands: readonly Command[] = [
  {
    id: "workspace.new",
    title: "New Workspace…",
    category: "Workspace",
    keys: "Ctrl+N",
    icon: "new-file",
    run: newWorkspace,
  },
  {
    id: "workspace.open",
    title: "Open Workspace…",
    category: "Workspace",
    keys: "Ctrl+O",
    icon: "folder-opened",
    async run() {
      const [path] = await askHost("dialog.openFiles", {
        title: "Open workspace",
        kind: "file",
        filters: workspaceFilters,
      });
      if (path !== undefined) await openWorkspace(path);
    },
  },
  {
    id: "workspace.openRecent",
    title: "Open Recent Workspace…",
    category: "Workspace",
    icon: "history",
    async run() {
      const recent = await askHost("recent.list", {});
      const path = await choose(
        recent.length === 0 ? "No workspace has been opened yet" : "Open a workspace",
        recent.map((one) => ({ id: one, label: fileName(one), detail: one, icon: "database" })),
      );
      if (path !== undefined) await openWorkspace(path);
    },
  },
  {
    id: "workspace.openDemo",
    title: "Open the Demo Investigation",
    category: "Workspace",
    icon: "beaker",
    async run() {
      const { demoDirectory } = await askHost("host.launch", {});
      await openDemo(demoDirectory);
    },
  },
  {
    id: "workspace.close",
    title: "Close Workspace",
    category: "Workspace",
    isEnabled: isWorkspaceOpen,
    run: closeWorkspace,
  },
  {
    id: "custody.verify",
    title: "Verify the Custody Log",
    category: "Workspace",
    icon: "verified",
    isEnabled: isWorkspaceOpen,
    async run() {
      const { checked, problems } = await askEngine("custody.verify", {});
      if (problems.length === 0) notify("note", `The custody log is unbroken: ${String(checked)} entries checked.`);
      else notify("error", "The custody log is damaged.", { details: problems.join("\n") });
    },
  },
];
