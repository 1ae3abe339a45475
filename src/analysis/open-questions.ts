/** What would show that an episode is innocent, and what the sources at hand cannot tell. */
import { shareAtMost } from "../correlation/attribution.ts";
import type { Episode } from "../model/episode.ts";
import type { HostSummary } from "../model/fleet.ts";
import { findMetric } from "../model/metrics.ts";
import { minuteOf, percent } from "./wording.ts";

const SUSPICIOUS = 0.3;
const WELL_COVERED = 0.9;
const ENOUGH_PEERS = 4;
const MOSTLY_ATTRIBUTED = 0.5;

/** Kinds in which nothing was used that a program could carry; a reading that is false is so without peers as well. */
const NO_LOAD: ReadonlySet<string> = new Set(["drop", "missing-data", "falsified-reading"]);

/** Evidence that an investigator can ask for, one sentence each. */
export function wouldClear(episode: Episode): string[] {
  const { host, start, end, shape, metrics, processes, connections, controls, justification } = episode;
  const title = findMetric(shape.metric)?.title ?? shape.metric;
  const until = end === undefined ? "to the end of the data" : `until ${minuteOf(end)}`;
  const sentences: string[] = [];
  if (justification.state !== "explained" && metrics.length === 0) {
    const [program] = processes;
    const what = program === undefined ? "the program behind it" : program.name;
    sentences.push(
      `An approved workload or change for ${host}, created before ${minuteOf(start)}, that names ${what}.`,
    );
  } else if (justification.state !== "explained") {
    sentences.push(
      `An approved change, task, maintenance window or workload for ${host}, created before ${minuteOf(start)}, that covers ${title} ${until}.`,
    );
  }
  if (episode.kind === "missing-data") {
    sentences.push(`The agent's own log, or proof that ${host} was switched off or off the network.`);
  }
  if (episode.kind === "falsified-reading") {
    sentences.push(`A third source of the same reading, and who could change what the other two report.`);
  }
  const [process] = processes.filter(({ suspicion }) => suspicion >= SUSPICIOUS);
  if (process !== undefined) {
    const file = process.executable ?? process.name;
    sentences.push(
      `Proof that ${file} is what it says it is: its hash and signer, and who installed it with which package.`,
    );
  }
  const [connection] = connections;
  if (connection !== undefined) {
    const port = connection.port === undefined ? "" : ` port ${connection.port}`;
    sentences.push(
      `Who operates ${connection.domain ?? connection.destination}${port}, and what business the host has there.`,
    );
  }
  const [control] = controls.filter(({ action }) => action !== "logon");
  if (control !== undefined) {
    const what = control.action.replaceAll("-", " ");
    sentences.push(`Who was behind "${what}" at ${minuteOf(control.at)}, and on whose order.`);
  }
  return sentences;
}

/** What is not known for want of sources, one sentence each. */
export function openQuestions(episode: Episode, host: HostSummary | undefined): string[] {
  const { kind, shape, metrics, unattributedShare, processes, connections, subjects, startsBeforeData } = episode;
  const isMeasured = metrics.length > 0;
  const sentences: string[] = [];
  const add = (isOpen: boolean, sentence: string): void => {
    if (isOpen) sentences.push(sentence);
  };
  const [account] = [...new Set(subjects.filter(({ role }) => role !== "owner").map(({ id }) => id))];
  const [connection] = connections.filter(({ suspicion }) => suspicion >= SUSPICIOUS);
  add(
    account !== undefined,
    `Who was at the keyboard: ${account ?? ""} is an account, and an account is not a person.`,
  );
  add(
    connection !== undefined,
    `What went over the connection to ${connection?.domain ?? connection?.destination ?? ""}: no source holds its content.`,
  );
  add(startsBeforeData, "When it began: it was there before the first sample; older data would tell.");
  add(
    !isMeasured && (host?.sampleCount ?? 0) === 0,
    "Whether the host computed for it, and how much: no metric of it is in the workspace.",
  );
  add(
    isMeasured && !NO_LOAD.has(kind) && unattributedShare === undefined,
    "Which program carries the load: no process samples cover it (pidstat, Performance Monitor's Process object, osquery).",
  );
  add(
    unattributedShare !== undefined && unattributedShare > MOSTLY_ATTRIBUTED,
    `What carries the ${percent(unattributedShare ?? 0)} of the excess that no sampled process does.`,
  );
  add(
    host?.logicalCpus === undefined && processes.some(({ share }) => shareAtMost(share) !== undefined),
    "How many CPUs the host has: shares are ranges until it is known.",
  );
  add((host?.processCount ?? 0) === 0, "Which programs ran: no process records of the host are in the workspace.");
  add(
    (host?.connectionCount ?? 0) === 0,
    "Where the host connected to: no connection records of it are in the workspace.",
  );
  add(
    (host?.controlCount ?? 0) === 0,
    "Whether protections were switched off, devices plugged in, or who logged on: no control events of the host are there.",
  );
  add(
    isMeasured && kind !== "falsified-reading" && shape.peerCount < ENOUGH_PEERS,
    `Whether hosts of its kind do the same: ${shape.peerCount === 0 ? "it has no peers" : `it has only ${shape.peerCount} peers`} in the workspace.`,
  );
  add(
    isMeasured && shape.coverage < WELL_COVERED,
    `What happened in the ${percent(1 - shape.coverage)} of its hours that have no samples.`,
  );
  add(host?.timeZone === undefined, "Which clock its users live by: its time zone is not known, UTC is assumed.");
  return sentences;
}
