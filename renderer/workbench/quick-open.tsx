import { Command } from "cmdk";
import { conditionOf } from "../../src/filter/complete-filter.ts";
import { openEditor } from "../state/editors.ts";
import { showPanelView } from "../state/layout.ts";
import { changeList } from "../state/lists.ts";
import { useSelection } from "../state/selection.ts";
import { useEngine } from "../state/queries.ts";
import { showQuickInput, type QuickChoice } from "../state/quick-input.ts";
import { formatNumber } from "../format/number.ts";
import { formatTime } from "../format/time.ts";
import { classTitle, episodeTitle, plural } from "../format/words.ts";
import { useDisplayZone } from "../state/display-zone.ts";
import { CommandRows } from "./command-rows.tsx";
import { QuickList, QuickRow } from "./quick-list.tsx";

/** Hosts, episodes, cases, processes, destinations and commands by name. */
export function QuickOpen() {
  const zone = useDisplayZone();
  const hosts = useEngine("host.list", {}).value ?? [];
  const episodes = useEngine("episode.list", {}).value ?? [];
  const cases = useEngine("case.list", {}).value ?? [];
  const classes = useEngine("class.list", {}).value;

  const processes = useEngine("list.groups", { kind: "processes", by: "process.name" }).value ?? [];
  const destinations = useEngine("list.groups", { kind: "connections", by: "destination.ip" }).value ?? [];

  /** Shows the rows of a value in the list that has them. */
  const filtered = (
    kind: "processes" | "connections",
    field: string,
    value: string | number | undefined,
    detail: string,
    icon: string,
  ) =>
    value === undefined ? null : (
      <QuickRow
        key={`${kind} ${String(value)}`}
        choice={{ id: `${kind} ${String(value)}`, label: String(value), detail, icon }}
        onChoose={() => {
          showQuickInput(undefined);
          useSelection.setState({ host: undefined });
          changeList(kind, { filter: conditionOf(field, value), groupBy: undefined });
          showPanelView(kind);
        }}
      />
    );
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
    <QuickList placeholder="Name of a host, episode, case, process, destination or command">
      <Command.Group heading="Hosts">
        {hosts.map((host) =>
          row("timeline", host.name, {
            id: host.name,
            label: host.name,
            detail: host.className === undefined ? "no class yet" : classTitle(host.className, classes),
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
      <Command.Group heading="Processes">
        {processes.map(({ value, count }) =>
          filtered("processes", "process.name", value, `in ${plural(count, "row")}`, "server-process"),
        )}
      </Command.Group>
      <Command.Group heading="Connections">
        {destinations.map(({ value, count }) =>
          filtered("connections", "destination.ip", value, `in ${plural(count, "row")}`, "plug"),
        )}
      </Command.Group>
      <Command.Group heading="Commands">
        <CommandRows />
      </Command.Group>
    </QuickList>
  );
}
