/** The window: styles, the workbench, and the ports that connect it to the engine and the desktop. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@vscode/codicons/dist/codicon.css";
import "dockview-react/dist/styles/dockview.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/workbench.css";
import "./styles/dock.css";
import "./styles/lists.css";
import "./styles/quick-input.css";
import "./styles/document.css";
import "./styles/fleet.css";
import "./styles/case.css";
import "./styles/sources.css";
import "./styles/settings.css";
import "./styles/timeline.css";
import { receivePorts } from "./state/ports.ts";
import { loadLaneArrangement } from "./state/lane-arrangement.ts";
import { loadSettings } from "./state/settings.ts";
import { followTheme } from "./state/theme.ts";
import { start } from "./workbench/start.ts";
import { Workbench } from "./workbench/workbench.tsx";

const root = document.getElementById("workbench");
if (root === null) throw new Error("The page has no element to show the workbench in.");

loadSettings();
loadLaneArrangement();
followTheme();
receivePorts(start);
createRoot(root).render(
  <StrictMode>
    <Workbench />
  </StrictMode>,
);
