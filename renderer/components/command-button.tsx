import { commands, execute, useKeymap } from "../commands/commands.ts";
import { Icon } from "./icon.tsx";

/** A button that runs a command and shows its key. */
export function CommandButton({
  id,
  title,
  look = "secondary",
}: {
  readonly id: string;
  readonly title?: string;
  readonly look?: "primary" | "secondary" | "link";
}) {
  const command = commands.find(id);
  const keys = useKeymap().keysOf(id);
  if (command === undefined) return null;
  return (
    <button type="button" className={`button ${look}`} onClick={() => execute(id)}>
      {command.icon === undefined ? null : <Icon name={command.icon} />}
      <span>{title ?? command.title}</span>
      {look === "link" && keys !== undefined ? <kbd>{keys}</kbd> : null}
    </button>
  );
}
