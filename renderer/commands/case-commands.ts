import { openEditor, useEditors } from "../state/editors.ts";
import { exportReport } from "../state/exporting.ts";
import { notify } from "../state/notifications.ts";
import { chooseCase, createCase, pin, usePinnable } from "../state/pinning.ts";
import { askText } from "../state/quick-input.ts";
import { maskNames, revealNames, useWorkspace } from "../state/workspace.ts";
import type { Command } from "./command.ts";
import { isWorkspaceOpen } from "./workspace-commands.ts";

const SHORTEST_REASON = 3;

export const caseCommands: readonly Command[] = [
  {
    id: "case.new",
    title: "New Case…",
    category: "Case",
    icon: "briefcase",
    isEnabled: isWorkspaceOpen,
    async run() {
      const made = await createCase();
      if (made !== undefined) openEditor("case", made.id, { keep: true });
    },
  },
  {
    id: "case.pinSelection",
    title: "Pin the Selection to a Case",
    category: "Case",
    keys: "P",
    icon: "pin",
    isEnabled: isWorkspaceOpen,
    async run() {
      const { offered } = usePinnable.getState();
      if (offered === undefined) notify("note", "Nothing is selected. Select rows of a list, or a span of a timeline.");
      else await pin(offered);
    },
  },
  {
    id: "report.export",
    title: "Export the Report…",
    category: "Case",
    keys: "Ctrl+E",
    icon: "export",
    isEnabled: isWorkspaceOpen,
    async run() {
      const { active } = useEditors.getState();
      const caseId = active?.view === "case" ? active.subject : (await chooseCase("Export the report of"))?.id;
      if (caseId !== undefined) await exportReport(caseId);
    },
  },
  {
    id: "names.reveal",
    title: "Show Names of People…",
    category: "Case",
    icon: "eye",
    isEnabled: () => isWorkspaceOpen() && useWorkspace.getState().revealed === undefined,
    async run() {
      const reason = await askText({
        title: "Show names of people",
        hint: "Your reason; it is written to the custody log",
        check: (text) =>
          text.trim().length < SHORTEST_REASON ? "A reason of at least three letters is needed." : undefined,
      });
      if (reason !== undefined) await revealNames(reason.trim());
    },
  },
  {
    id: "names.mask",
    title: "Mask Names of People",
    category: "Case",
    icon: "eye-closed",
    isEnabled: () => useWorkspace.getState().revealed !== undefined,
    run: maskNames,
  },
];
