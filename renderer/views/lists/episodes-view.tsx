import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { useWorkspace } from "../../state/workspace.ts";
import type { EditorView } from "../view.ts";
import { EpisodeList } from "./episode-list.tsx";

export const episodesView: EditorView = { id: "episodes", icon: "warning", useTitle: () => "Episodes", Body: Episodes };

function Episodes() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  if (isOpen) return <EpisodeList />;
  return (
    <Empty text="No workspace is open.">
      <CommandButton id="workspace.open" />
      <CommandButton id="workspace.openDemo" />
    </Empty>
  );
}
