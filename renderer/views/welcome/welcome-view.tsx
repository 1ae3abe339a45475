/** The first look: how to begin, what was open before, and what the next steps are. */
import { useEffect, useState } from "react";
import { execute } from "../../commands/commands.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Mark } from "../../components/mark.tsx";
import { askHost, useConnection } from "../../state/engine.ts";
import { attempt } from "../../state/notifications.ts";
import { fileName, openWorkspace } from "../../state/workspace.ts";
import type { EditorView } from "../view.ts";

export const welcomeView: EditorView = { id: "welcome", icon: "home", useTitle: () => "Welcome", Body: Welcome };

const MOST_RECENT = 6;

const steps = [
  {
    command: "import.folder",
    title: "Import what you were handed",
    text: "Counters, process and connection logs, change tickets: a folder, an archive or single files, also dropped on this window. What cannot be read is kept and shown.",
  },
  {
    command: "view.fleet",
    title: "See where to look",
    text: "After the analysis the fleet shows every host by weeks, and its episodes by priority, each with the terms that make it up.",
  },
  {
    command: "view.timeline",
    title: "Read one host on one axis",
    text: "Load against its load line, with processes, connections, control events and claims. Drag on the axis to select a span; every list follows.",
  },
  {
    command: "case.new",
    title: "Build the case",
    text: "Pin rows and spans as exhibits, weigh hypotheses against them, and export a report that says how it came about.",
  },
] as const;

function Welcome() {
  return (
    <article className="document welcome" tabIndex={0} aria-label="Welcome">
      <header>
        <Mark size={56} />
        <div>
          <h1>Plimsoll</h1>
          <p className="muted">
            Is this load unexplained, what caused it, whose hands were on it, and how sure are we?
          </p>
        </div>
      </header>
      <div className="columns">
        <section>
          <h2>Start</h2>
          <CommandButton id="workspace.openDemo" look="link" />
          <CommandButton id="workspace.new" look="link" />
          <CommandButton id="workspace.open" look="link" />
          <CommandButton id="import.files" look="link" />
          <h2>Recent</h2>
          <Recent />
        </section>
        <section>
          <h2>Next steps</h2>
          <ol className="tour">
            {steps.map((step) => (
              <li key={step.command}>
                <button type="button" className="button link" onClick={() => execute(step.command)}>
                  {step.title}
                </button>
                <p>{step.text}</p>
              </li>
            ))}
          </ol>
          <p className="muted">
            Everything has a command: <kbd>Ctrl+Shift+P</kbd>. All keys: <kbd>F1</kbd>.
          </p>
        </section>
      </div>
    </article>
  );
}

function Recent() {
  const isConnected = useConnection((connection) => connection.host !== undefined);
  const [recent, setRecent] = useState<readonly string[]>([]);
  useEffect(() => {
    if (isConnected) attempt(async () => setRecent(await askHost("recent.list", {})));
  }, [isConnected]);
  if (recent.length === 0) return <p className="muted">No workspace has been opened yet.</p>;
  return (
    <>
      {recent.slice(0, MOST_RECENT).map((path) => (
        <button
          key={path}
          type="button"
          className="button link"
          title={path}
          onClick={() => attempt(() => openWorkspace(path))}
        >
          <Icon name="database" /> {fileName(path)}
        </button>
      ))}
    </>
  );
}
