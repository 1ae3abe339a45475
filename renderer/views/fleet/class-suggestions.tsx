/** Which class hosts seem to belong to by what they do, and why; nothing is assigned until somebody accepts it. */
import { useId, useRef, useState, type ReactNode } from "react";
import type { ClassSuggestion, ClassSuggestions } from "../../../src/model/class-suggestion.ts";
import type { HostSummary, SystemClass } from "../../../src/model/fleet.ts";
import { Icon } from "../../components/icon.tsx";
import { RecordTable } from "../../components/record-table.tsx";
import { formatShare } from "../../format/number.ts";
import { plural } from "../../format/words.ts";
import { putIntoClass } from "../../state/classes.ts";
import { useJobs } from "../../state/jobs.ts";
import { attempt } from "../../state/notifications.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { suggestionGroups, type SuggestionGroup } from "./suggestion-groups.ts";

/** More hosts than this are compared when somebody asks for it: 241 take three seconds of a processor, with every import. */
const MOST_UNASKED = 60;
const NAMED = 3;

export function ClassSuggestionLines({ classes }: { readonly classes: readonly SystemClass[] }) {
  const hosts = useEngine("host.list", {}).value;
  const episodes = useEngine("episode.list", {}).value;
  const [isAsked, setAsked] = useState(false);
  // What was pressed goes with what was accepted; whoever works by keys goes on from here.
  const section = useRef<HTMLElement>(null);
  const isWanted = hosts !== undefined && (isAsked || hosts.length <= MOST_UNASKED);
  // Each source that is taken in would have all hosts compared anew.
  const isBusy = useJobs(({ running }) => running.length > 0);
  const { value, error } = useSteadyEngine("class.suggest", isWanted && !isBusy ? {} : undefined);
  if (hosts === undefined || episodes === undefined) return null;
  const alarmed = new Set(episodes.flatMap(({ alarm, host }) => (alarm ? [host] : [])));
  const groups = suggestionGroups(value?.suggestions ?? [], hosts, alarmed);
  return (
    <section ref={section} className="class-suggestions" aria-label="Class suggestions" tabIndex={-1}>
      <h2>Classes</h2>
      {!isWanted ? (
        <button type="button" className="button link" onClick={() => setAsked(true)}>
          Compare {plural(hosts.length, "host")}, and suggest classes
        </button>
      ) : isBusy ? (
        <span className="muted">Hosts are compared when the work that runs is done.</span>
      ) : value === undefined ? (
        <span className="muted">
          {error === undefined ? "Hosts are being compared…" : `No class can be suggested: ${error.message}`}
        </span>
      ) : groups.length === 0 ? (
        <NothingSuggested value={value} hosts={hosts} />
      ) : (
        groups.map((group) => (
          <Group key={group.id} group={group} classes={classes} onAccept={() => section.current?.focus()} />
        ))
      )}
    </section>
  );
}

function Group({
  group,
  classes,
  onAccept,
}: {
  readonly group: SuggestionGroup;
  readonly classes: readonly SystemClass[];
  readonly onAccept: () => void;
}) {
  const titleOf = (name: string): string => classes.find((one) => one.name === name)?.title ?? name;
  const { hosts, current, className, alike, isAlarmed } = group;
  const [first] = hosts;
  const from = current === undefined ? "without a class" : `of class ${titleOf(current)}`;
  const who =
    hosts.length === 1 && first !== undefined
      ? `${first.host}, ${from}, moves`
      : `${plural(hosts.length, "host")} ${from} move`;
  const accept = (accepted: readonly ClassSuggestion[]): void => {
    onAccept();
    attempt(() =>
      putIntoClass(
        accepted.map((one) => ({ host: one.host, className: one.current })),
        className,
        titleOf(className),
      ),
    );
  };
  const title = titleOf(className);
  return (
    <Disclosure
      line={
        <>
          {who} alike with {alike.slice(0, NAMED).join(", ")}: <strong>{title}</strong> suggested
          {isAlarmed ? <em>. Look at what was put before you first: in that class such load is normal</em> : null}
        </>
      }
      action={
        // What hides an alarm is decided host by host, beside the reasons.
        isAlarmed ? null : (
          <button
            type="button"
            className="button secondary"
            aria-label={
              hosts.length === 1 ? `Put ${first?.host ?? ""} into ${title}` : `Put all ${hosts.length} into ${title}`
            }
            onClick={() => accept(hosts)}
          >
            {hosts.length === 1 ? "Accept" : "Accept all"}
          </button>
        )
      }
    >
      <RecordTable
        caption={`Suggested: ${title}`}
        rows={hosts}
        keyOf={({ host }) => host}
        columns={[
          { title: "Host", cell: ({ host }) => host },
          { title: "Likely", look: "number", cell: ({ likelihood }) => likely(likelihood) },
          {
            title: current === undefined ? "Next best" : "Its class now",
            cell: ({ nextBest }) =>
              nextBest === undefined ? "" : `${titleOf(nextBest.className)}, ${likely(nextBest.likelihood)}`,
          },
          { title: "Most alike", cell: (one) => one.alike.slice(0, NAMED).join(", ") },
          { title: "Why", look: "prose", cell: ({ why }) => why },
          {
            title: "",
            cell: (one) => (
              <button
                type="button"
                className="button link"
                aria-label={`Put ${one.host} into ${title}`}
                onClick={() => accept([one])}
              >
                Accept
              </button>
            ),
          },
        ]}
      />
    </Disclosure>
  );
}

/** A model that is sure is not certain. */
function likely(likelihood: number): string {
  if (likelihood > 0.99) return "over 99 %";
  return likelihood < 0.01 ? "under 1 %" : formatShare(likelihood);
}

function NothingSuggested({
  value: { unclear },
  hosts,
}: {
  readonly value: ClassSuggestions;
  readonly hosts: readonly HostSummary[];
}) {
  if (unclear.length === 0) {
    const homeless = hosts.filter(({ className }) => className === undefined).length;
    return (
      <span className="muted">
        {homeless === 0
          ? "No other class is suggested: no host is far more like another class than its own."
          : `No class is suggested: ${plural(homeless, "host")} without a class, and no samples to compare.`}
      </span>
    );
  }
  return (
    <Disclosure line={<>No class can be suggested for {plural(unclear.length, "host")} without one</>}>
      <RecordTable
        caption="Why no class is suggested"
        rows={unclear}
        keyOf={({ host }) => host}
        columns={[
          { title: "Host", cell: ({ host }) => host },
          { title: "Why", look: "prose", cell: ({ why }) => why },
        ]}
      />
    </Disclosure>
  );
}

/** A line that folds out into what is behind it. */
function Disclosure({
  line,
  action,
  children,
}: {
  readonly line: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="suggestion">
      <p className="suggestion-line">
        <button
          type="button"
          className="suggestion-fold"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? "chevron-down" : "chevron-right"} />
          <span>{line}</span>
        </button>
        {action}
      </p>
      <div id={id} hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </div>
  );
}
