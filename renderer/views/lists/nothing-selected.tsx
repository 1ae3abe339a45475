import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { selectRange, useSelection } from "../../state/selection.ts";

/** An empty list of events: why it is empty, which sources could fill it, and how to see more. */
export function NothingSelected({ what, sources }: { readonly what: string; readonly sources: string }) {
  const host = useSelection((selection) => selection.host);
  const range = useSelection((selection) => selection.range);
  const where = [
    ...(host === undefined ? [] : [`on ${host}`]),
    ...(range === undefined ? [] : ["in the selected span"]),
  ];
  return (
    <Empty
      text={`No ${what}${where.length === 0 ? " in this workspace" : ` ${where.join(" ")}`}. Sources that could hold them: ${sources}.`}
    >
      {host === undefined ? null : (
        <button type="button" className="button secondary" onClick={() => useSelection.setState({ host: undefined })}>
          Show all hosts
        </button>
      )}
      {range === undefined ? null : (
        <button type="button" className="button secondary" onClick={() => selectRange(undefined)}>
          Clear the selected span
        </button>
      )}
      <CommandButton id="import.files" />
    </Empty>
  );
}
