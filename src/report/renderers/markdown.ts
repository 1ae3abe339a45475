/** The report as Markdown, for a ticket or a wiki. */
import type { Annotation } from "../../model/annotation.ts";
import { profileWords } from "../../model/profile-words.ts";
import type { ReportFinding, ReportModel } from "../report-model.ts";
import type { Renderer } from "../renderer.ts";
import { costSentence, excessLines, shareText, stateText } from "../statements.ts";
import { durationText, numberText, percentText, timeText } from "../wording.ts";

export const markdown: Renderer = {
  id: "md",
  title: "Markdown",
  extension: "md",
  render: (report) => `${sections(report).join("\n\n")}\n`,
};

/** Text that cannot become markup: every character with a meaning in Markdown or HTML is escaped, line ends are spaces. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, "\\$&");
}

const text = escapeMarkdown;

function sections(report: ReportModel): string[] {
  return [
    `# ${text(report.case.title)}`,
    `Case ${text(report.case.id)}, report of ${timeText(report.run.at)} by ${report.run.product}. All times are UTC. ` +
      `Names of people are ${report.namesRevealed ? "shown" : "masked"}.`,
    report.case.verdict === "" ? "_No verdict has been written yet._" : `**Verdict:** ${text(report.case.verdict)}`,
    ...report.findings.flatMap((finding, index) => findingSections(finding, index + 1)),
    ...hypotheses(report),
    ...report.case.notes.map((note) => `## Note of ${timeText(note.at)}\n\n${text(note.text)}`),
    ...exhibits(report),
    `## Sources\n\n${table(
      ["Path", "Format", "Read", "Stored", "Skipped", "Rejected", "SHA-256"],
      report.sources.map((source) => [
        source.path,
        source.format,
        ...[source.read, source.stored, source.skipped, source.rejected].map(numberText),
        source.sha256,
      ]),
    )}`,
    `## Custody\n\n${report.custody.entries} entries, last hash \`${report.custody.lastHash}\`. ` +
      (report.custody.problems.length === 0 ? "Checked: all holds." : list(report.custody.problems)),
  ];
}

function findingSections(finding: ReportFinding, number: number): string[] {
  const { episode } = finding;
  const until = episode.end === undefined ? "still lasting" : timeText(episode.end);
  return [
    `## Finding ${number}: ${text(episode.host)}, ${profileWords(episode.profile)}`,
    ...finding.story.map((part) => text(part.text)),
    list([
      `Episode ${episode.id}: ${timeText(episode.start)} – ${until}`,
      `Judgement: ${finding.judgement}`,
      `Justification: ${stateText(episode.justification)}`,
      `Confidence ${percentText(episode.confidence)}; frames ${episode.frames.join(", ")}`,
      ...finding.techniques.map((technique) => `${technique.id} ${technique.title}`),
    ]),
    ...(finding.annotations.length === 0
      ? []
      : [`### Remarks on the timeline\n\n${list(finding.annotations.map(remark))}`]),
    `### Speaks for\n\n${list(episode.reasons.for.map((reason) => reason.text))}`,
    `### Speaks against\n\n${list(episode.reasons.against.map((reason) => reason.text))}`,
    `### What is normal\n\n${list(finding.baseline)}`,
    `### Was it allowed?\n\n${finding.searched.total} justifications were searched.\n\n${table(
      ["Claim", "Verdict", "Why"],
      episode.justification.refs.map((ref) => [ref.id, ref.verdict, ref.why]),
    )}`,
    `### Processes\n\n${table(
      ["Process", "Path", "Command line", "Parent", "Account", "Share", "Why"],
      episode.processes.map((process) => [
        `${process.name} (${process.pid})`,
        process.executable ?? "–",
        process.commandLine ?? "–",
        process.parent ?? "–",
        process.user ?? "–",
        shareText(process.share),
        process.reasons.join("; "),
      ]),
    )}`,
    `### Connections\n\n${table(
      ["Destination", "Port", "Process", "Connected", "Why"],
      episode.connections.map((connection) => [
        connection.domain ?? connection.destination,
        String(connection.port ?? "–"),
        connection.process ?? "–",
        durationText(connection.durationSeconds * 1_000_000),
        connection.reasons.join("; "),
      ]),
    )}`,
    `### Controls near the onset\n\n${list(
      episode.controls.map(
        (control) => `${timeText(control.at)} ${control.action} ${control.user ?? ""} ${control.text}`,
      ),
    )}`,
    `### People\n\n${table(
      ["Id", "Name", "Department", "Role", "Why"],
      finding.subjects.map((subject) => [
        subject.id,
        subject.name,
        subject.department ?? "–",
        subject.role,
        subject.why,
      ]),
    )}`,
    `### What it cost\n\n${text(costSentence(finding.cost))}\n\n${list([...excessLines(episode.excess), ...finding.cost.basis])}`,
    `### What would clear it\n\n${list(finding.wouldClear)}`,
    `### What is not known\n\n${list(finding.unknown)}`,
  ];
}

function remark({ start, end, text: said }: Annotation): string {
  return `${timeText(start)}${end === undefined ? "" : ` – ${timeText(end)}`}: ${said}`;
}

function hypotheses(report: ReportModel): string[] {
  if (report.hypotheses.length === 0) return [];
  const rows = report.hypotheses.map((hypothesis) => [
    hypothesis.title,
    ...report.exhibits.map((exhibit) => hypothesis.weights[exhibit.id] ?? "·"),
  ]);
  return [`## Hypotheses\n\n${table(["Hypothesis", ...report.exhibits.map((exhibit) => exhibit.id)], rows)}`];
}

function exhibits(report: ReportModel): string[] {
  return report.exhibits.map(
    (exhibit) =>
      `## Exhibit ${text(exhibit.id)}: ${text(exhibit.title)}\n\nSHA-256 \`${exhibit.sha256}\`, ${exhibit.totalRows} rows\n\n` +
      table(exhibit.columns, exhibit.rows),
  );
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "Nothing." : lines.map((line) => `- ${text(line)}`).join("\n");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "Nothing.";
  const line = (cells: readonly string[]): string => `| ${cells.map(text).join(" | ")} |`;
  return [line(columns), `| ${columns.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}
