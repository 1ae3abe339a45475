import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { plural } from "../../format/words.ts";
import { openEditor, useEditors } from "../../state/editors.ts";
import { hostDrop } from "../../state/host-drop.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";

export function CasesSide() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const active = useEditors((editors) => editors.active);
  const cases = useSteadyEngine("case.list", isOpen ? {} : undefined).value ?? [];
  if (cases.length === 0) {
    return (
      <Empty
        text={
          isOpen
            ? "There is no case yet. A case holds findings, exhibits, hypotheses and the verdict."
            : "No workspace is open."
        }
      >
        <CommandButton id={isOpen ? "case.new" : "workspace.open"} />
      </Empty>
    );
  }
  return (
    <ul className="side-list" aria-label="Cases">
      {cases.map((one) => (
        <li key={one.id} {...hostDrop(one.id)}>
          <button
            type="button"
            className={`side-item tall${active?.view === "case" && active.subject === one.id ? " current" : ""}`}
            onClick={() => openEditor("case", one.id)}
            onDoubleClick={() => openEditor("case", one.id, { keep: true })}
          >
            <span className="line">
              <Icon name="briefcase" />
              <span className="name">{one.title}</span>
            </span>
            <span className="line muted">
              {plural(one.findings.length, "finding")}, {plural(one.exhibits.length, "exhibit")}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
