/** The findings and their evidence as one flat table, one row a fact, for a spreadsheet. */
import { toCsv } from "../../base/csv.ts";
import { toIso, type Timestamp } from "../../base/time.ts";
import type { ReportModel } from "../report-model.ts";
import type { Renderer } from "../renderer.ts";

const HEADER = ["finding", "host", "section", "name", "value", "from", "to", "detail"] as const;

export const csv: Renderer = {
  id: "csv",
  title: "CSV, one row a fact",
  extension: "csv",
  render: (report) => toCsv(rowsOf(report)),
};

function rowsOf(report: ReportModel): string[][] {
  const rows: string[][] = [[...HEADER]];
  for (const finding of report.findings) {
    const { episode } = finding;
    const add = (
      section: string,
      name: string,
      value: string | number | undefined,
      from?: Timestamp,
      to?: Timestamp,
      detail = "",
    ): void => {
      const time = (at: Timestamp | undefined): string => (at === undefined ? "" : toIso(at));
      rows.push([
        episode.id,
        episode.host,
        section,
        name,
        value === undefined ? "" : String(value),
        time(from),
        time(to),
        detail,
      ]);
    };
    add("episode", episode.profile, episode.profileScore, episode.start, episode.end, finding.sentence);
    for (const [name, value] of Object.entries(episode.excess)) add("excess", name, value);
    for (const term of episode.priority.terms) add("priority", term.name, term.value, undefined, undefined, term.why);
    for (const reason of episode.reasons.for) add("speaks for", reason.text, reason.value);
    for (const reason of episode.reasons.against) add("speaks against", reason.text, reason.value);
    for (const claim of episode.justification.refs) {
      add("claim", claim.id, claim.verdict, undefined, undefined, claim.why);
    }
    for (const process of episode.processes) {
      const share = typeof process.share === "number" ? process.share : process.share?.join("–");
      const detail = [process.executable, process.commandLine, ...process.reasons].filter(Boolean).join("; ");
      add("process", `${process.name} (${process.pid})`, share, process.first, process.last, detail);
    }
    for (const connection of episode.connections) {
      const name = `${connection.domain ?? connection.destination}:${connection.port ?? ""}`;
      add(
        "connection",
        name,
        connection.durationSeconds,
        connection.first,
        connection.last,
        connection.reasons.join("; "),
      );
    }
    for (const control of episode.controls)
      add("control", control.action, control.user, control.at, undefined, control.text);
    for (const subject of finding.subjects) add("subject", subject.id, subject.role, undefined, undefined, subject.why);
  }
  return rows;
}
