import { Command } from "cmdk";
import { openEditor } from "../state/editors.ts";
import { useEngine } from "../state/queries.ts";
import { showQuickInput, type QuickChoice } from "../state/quick-input.ts";
import { formatNumber } from "../format/number.ts";
import { formatTime } from "../format/time.ts";
import { episodeTitle } from "../format/words.ts";
import { useDisplayZone } from "../state/display-zone.ts";
import { QuickList, QuickRow } from "./quick-list.tsx";

/** Hosts, episodes and cases by name. */
export function QuickOpen() {
  const zone = useDisplayZone();
  const hosts = useEngine("host.list", {}).value ?? [];
  const episodes = useEngine("episode.list", {}).value ?? [];
  const cases = useEngine("case.list", {}).value ?? [];

  const row = (view: string, subject: string, choice: QuickChoice) => (
    <QuickRow
      key={`${view} ${subject}`}
      choice={choice}
      onChoose={() => {
        showQuickInput(undefined);
        openEditor(view, subject, { keep: true });
      }}
    />
  );
  return (
    <QuickList placeholder="Name of a host, an episode or a case">
      <Command.Group heading="Hosts">
        {hosts.map((host) =>
          row("timeline", host.name, {
            id: host.name,
            label: host.name,
            detail: host.className ?? "no class yet",
            icon: "pulse",
          }),
        )}
      </Command.Group>
      <Command.Group heading="Episodes">
        {episodes.slice(0, 200).map((episode) =>
          row("episode", episode.id, {
            id: episode.id,
            label: `${episode.host}: ${episodeTitle(episode)}`,
            detail: `${formatTime(episode.start, zone)} · priority ${formatNumber(episode.priority.score)}`,
            icon: "warning",
          }),
        )}
      </Command.Group>
      <Command.Group heading="Cases">
        {cases.map((one) => row("case", one.id, { id: one.id, label: one.title, icon: "briefcase" }))}
      </Command.Group>
    </QuickList>
  );
}
