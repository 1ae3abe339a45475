/** One line at the foot: where we are, what runs, what is selected, on which clock. */
import type { LiveStatus } from "../../src/model/live-status.ts";
import { execute } from "../commands/commands.ts";
import { Icon } from "../components/icon.tsx";
import { formatNumber, formatShare } from "../format/number.ts";
import { formatRange } from "../format/time.ts";
import { useDisplayZone } from "../state/display-zone.ts";
import { useJobs, type Job } from "../state/jobs.ts";
import { useFollowLive, useLiveStatus } from "../state/live.ts";
import { selectRange, useSelection } from "../state/selection.ts";
import { fileName, useWorkspace } from "../state/workspace.ts";

export function StatusBar() {
  const { summary, revealed } = useWorkspace();
  const jobs = useJobs((state) => state.running);
  const range = useSelection((selection) => selection.range);
  const zone = useDisplayZone();
  const live = useLiveStatus();
  useFollowLive();

  return (
    <footer className="status-bar" data-part="status-bar" tabIndex={-1} aria-label="Status">
      <StatusButton
        icon="database"
        text={summary === undefined ? "No workspace" : fileName(summary.path)}
        title={summary?.path ?? "Open a workspace"}
        onClick={() => execute(summary === undefined ? "workspace.open" : "workspace.openRecent")}
      />
      {summary?.isDemo === true ? <span className="status-text">demo investigation</span> : null}
      {jobs.map((job) => (
        <JobStatus key={job.id} job={job} />
      ))}
      <span className="spacer" />
      {range === undefined ? null : (
        <button type="button" className="chip" title="Clear the selected span" onClick={() => selectRange(undefined)}>
          <Icon name="arrow-both" /> {formatRange(range, zone)} <Icon name="close" />
        </button>
      )}
      {summary === undefined ? null : (
        <>
          <StatusButton
            icon={live?.isRunning === true ? "record" : "circle-large-outline"}
            text={liveWords(live)}
            title="Show live sampling"
            onClick={() => execute("view.live")}
          />
          <StatusButton
            icon={revealed === undefined ? "eye-closed" : "eye"}
            text={revealed === undefined ? "names masked" : "names shown"}
            title={
              revealed === undefined ? "Show names of people; a reason is asked" : `Shown because: ${revealed.reason}`
            }
            onClick={() => execute(revealed === undefined ? "names.reveal" : "names.mask")}
          />
        </>
      )}
      <StatusButton
        icon="globe"
        text={zone.name}
        title="Toggle UTC and the host's zone (Z)"
        onClick={() => execute("time.toggleZone")}
      />
      {summary === undefined ? null : (
        <span className="status-text" title="Samples in this workspace">
          {formatNumber(summary.samples)} samples
        </span>
      )}
    </footer>
  );
}

function StatusButton({
  icon,
  text,
  title,
  onClick,
}: {
  readonly icon: string;
  readonly text: string;
  readonly title: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className="status-button" title={title} onClick={onClick}>
      <Icon name={icon} /> {text}
    </button>
  );
}

function JobStatus({ job }: { readonly job: Job }) {
  const { progress } = job;
  const remaining = progress?.remainingSeconds;
  const words = [
    job.title,
    ...(progress?.share === undefined ? [] : [formatShare(progress.share)]),
    ...(progress?.rate === undefined ? [] : [progress.rate]),
    ...(remaining === undefined ? [] : [`${formatNumber(Math.ceil(remaining))} s left`]),
  ].join(" · ");
  return (
    <span className="job" title={progress?.doing ?? job.title}>
      <Icon name="sync" className="codicon-modifier-spin" />
      <span>{words}</span>
      <progress max={1} aria-label={job.title} {...(progress?.share === undefined ? {} : { value: progress.share })} />
      <button
        type="button"
        className="icon-button small"
        title={`Cancel: ${job.title}`}
        aria-label={`Cancel: ${job.title}`}
        onClick={job.cancel}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

function liveWords(live: LiveStatus | undefined): string {
  if (live?.isRunning !== true) return "live off";
  return `live, ${formatNumber(live.samples)} samples`;
}
