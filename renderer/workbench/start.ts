/** What happens when the window gets its connection: what the command line asked for is opened. */
import type { Engine } from "../../src/api/engine-contract.ts";
import type { Host, HostNotice } from "../../src/api/host-contract.ts";
import { execute } from "../commands/commands.ts";
import { isTyping } from "../commands/keybinding.ts";
import { useConnection } from "../state/engine.ts";
import { attempt, notify } from "../state/notifications.ts";
import { tellTheme, useSettings } from "../state/settings.ts";
import { setDesktopTheme } from "../state/theme.ts";
import { adoptWorkspace, openDemo, openWorkspace, useWorkspace } from "../state/workspace.ts";

/** Called with every new pair of ports: at the start, and again when the engine was restarted. */
export function start(engine: Engine, host: Host): void {
  useConnection.setState({ engine, host });
  host.call("host.watch", {}, { onNotice: heed }).catch(() => {
    // The desktop's port closes with the window, or when fresh ports come; neither is news.
  });
  attempt(async () => {
    setDesktopTheme(await host.call("theme.get", {}));
    tellTheme(useSettings.getState().theme);
    await openFirst(host);
  });
}

async function openFirst(host: Host): Promise<void> {
  if (await adoptWorkspace()) return;
  // A fresh engine after the old one ended: go on where we were.
  const open = useWorkspace.getState().summary;
  if (open !== undefined) {
    await openWorkspace(open.path);
    return;
  }
  const launch = await host.call("host.launch", {});
  if (launch.workspacePath !== undefined) await openWorkspace(launch.workspacePath, { create: true });
  else if (launch.demo) await openDemo(launch.demoDirectory);
}

function heed(notice: HostNotice): void {
  switch (notice.type) {
    case "command":
      if (notice.command === "edit.undo" && isWriting()) document.execCommand("undo");
      else execute(notice.command);
      break;
    case "theme":
      setDesktopTheme(notice.theme);
      break;
    case "open":
      attempt(() => openWorkspace(notice.workspacePath));
      break;
    case "engine-ended":
      notify("error", notice.sentence, { actions: [{ title: "Restart the engine", run: restartEngine }] });
      break;
  }
}

/** Whether the focus is in a text, whose own undo is meant then. */
function isWriting(): boolean {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && isTyping("Ctrl+Z", activeElement);
}

function restartEngine(): void {
  const { host } = useConnection.getState();
  if (host !== undefined) attempt(() => host.call("engine.restart", {}));
}
