import { commands, execute } from "../commands/commands.ts";
import { IconButton } from "../components/icon-button.tsx";
import { useLayout } from "../state/layout.ts";
import { sideViews } from "../views/index.ts";

export function SideBar() {
  const id = useLayout((layout) => layout.sideView);
  const view = sideViews.find(id) ?? sideViews.all[0];
  if (view === undefined) return null;
  return (
    <>
      <header className="part-head">
        <h2>{view.title}</h2>
        <span className="spacer" />
        {view.actions.map((action) => {
          const command = commands.find(action);
          if (command === undefined) return null;
          return (
            <IconButton
              key={action}
              icon={command.icon ?? "circle"}
              title={command.title}
              onClick={() => execute(action)}
            />
          );
        })}
      </header>
      <div className="part-body">
        <view.Body key={view.id} />
      </div>
    </>
  );
}
