/** The report as one self-contained HTML file: no script, nothing loaded, prints well. */
import MarkdownIt from "markdown-it";
import type { Annotation } from "../../model/annotation.ts";
import type { SuspectConnection } from "../../model/episode.ts";
import { profileWords } from "../../model/profile-words.ts";
import { Markup, markup } from "../markup.ts";
import type { ReportExhibit, ReportFinding, ReportModel } from "../report-model.ts";
import type { Renderer } from "../renderer.ts";
import { reportStyle } from "../report-style.ts";
import { timelineFigure } from "../timeline-figure.ts";
import { bytesText, durationText, numberText, percentText, timeText } from "../wording.ts";
import { costSentence, excessLines, shareText, stateText } from "../statements.ts";

export const html: Renderer = {
  id: "html",
  title: "HTML, one self-contained file",
  extension: "html",
  render: (report) => document(report).text,
};

/** Notes are Markdown by investigators; HTML inside them stays text, and links do not run scripts. */
const markdown = new MarkdownIt({ html: false, linkify: false });

function document(report: ReportModel): Markup {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${report.case.title} – Plimsoll report</title><style>${new Markup(reportStyle)}</style></head><body>
<header><p class="mark">Plimsoll · case report</p><h1>${report.case.title}</h1>
<p>Case ${report.case.id}, opened ${timeText(report.case.createdAt)} UTC. All times are UTC. Report of
<time>${timeText(report.run.at)}</time> by ${report.run.product}. Names of people are
${report.namesRevealed ? "shown; the reason is in the custody log" : "masked"}.</p></header>
${summary(report)}
${report.findings.map((finding, index) => findingSection(finding, index + 1))}
${hypotheses(report)}
${notes(report)}
${exhibits(report.exhibits)}
${sources(report)}
${custody(report)}
</body></html>
`;
}

function summary(report: ReportModel): Markup {
  return markup`<section><h2>Summary</h2>
${report.case.verdict === "" ? markup`<p class="muted">No verdict has been written yet.</p>` : markup`<p class="verdict">${report.case.verdict}</p>`}
${report.findings.length === 0 ? markup`<p class="muted">The case holds no finding yet.</p>` : undefined}
<ol>${report.findings.map((finding) => markup`<li><strong>${finding.episode.host}</strong>: ${inShort(finding)}</li>`)}</ol></section>`;
}

/** What, with whose leave and at what cost; the rest is told in the finding's own section. */
function inShort({ story }: ReportFinding): string {
  return story
    .filter(({ about }) => about === "load" || about === "permission" || about === "cost")
    .map(({ text }) => text)
    .join(" ");
}

function findingSection(finding: ReportFinding, number: number): Markup {
  const { episode } = finding;
  return markup`<section class="finding"><h2>Finding ${number}: ${episode.host}, ${profileWords(episode.profile)}</h2>
${finding.story.map(({ text }) => markup`<p>${text}</p>`)}
<dl>
<dt>Episode</dt><dd>${episode.id}</dd>
<dt>Time</dt><dd>${timeText(episode.start)} – ${episode.end === undefined ? "still lasting at the end of the data" : timeText(episode.end)}
(${durationText(finding.until - episode.start)})${episode.startsBeforeData ? ", already there at the first sample" : undefined}</dd>
<dt>Judgement</dt><dd>${finding.judgement}${finding.judgementReason === "" ? undefined : `: ${finding.judgementReason}`}</dd>
<dt>Justification</dt><dd>${stateText(episode.justification)}</dd>
<dt>Confidence</dt><dd>${percentText(episode.confidence)}; coverage ${percentText(episode.shape.coverage)}; frames: ${episode.frames.join(", ")}</dd>
<dt>Techniques</dt><dd>${finding.techniques.length === 0 ? "–" : finding.techniques.map((technique) => `${technique.id} ${technique.title}`).join("; ")}</dd>
</dl>
${timelineFigure(finding)}
<p class="muted">Grey: normal range (5th to 95th percentile of the hour of the week). Shaded: the episode. Hatched: claims.</p>
${finding.annotations.length === 0 ? undefined : markup`<h3>Remarks on the timeline</h3><ol>${finding.annotations.map(remark)}</ol>`}
<div class="columns"><div><h3>Speaks for</h3>${reasonList(episode.reasons.for)}</div>
<div><h3>Speaks against</h3>${reasonList(episode.reasons.against)}</div></div>
<h3>What is normal</h3>${bullets(finding.baseline)}
<h3>Was it allowed?</h3>
<p>${finding.searched.total} justifications were searched; ${finding.searched.onHost.length} name ${episode.host} within reach of the episode.</p>
${table(
  ["Claim", "Verdict", "Why"],
  episode.justification.refs.map((ref) => [ref.id, ref.verdict, ref.why]),
  "No claim bears on this host and time.",
)}
<h3>Processes</h3>
${cards(
  episode.processes.map((process) => ({
    title: `${process.name} (pid ${process.pid})`,
    facts: [
      ["Path", process.executable],
      ["Command line", process.commandLine],
      ["Parent", process.parent],
      ["Account", process.user],
      ["Share of the excess", process.share === undefined ? undefined : shareText(process.share)],
      ["Seen", `${timeText(process.first)} – ${timeText(process.last)}`],
    ],
    reasons: process.reasons,
  })),
  "No source holds process samples or events for this host and time.",
)}
${episode.unattributedShare === undefined ? undefined : markup`<p>Share of the excess that no sampled process carries: ${percentText(episode.unattributedShare)}.</p>`}
<h3>Connections</h3>
${cards(
  episode.connections.map((connection) => ({
    title: `${connection.domain ?? connection.destination}${connection.port === undefined ? "" : `, port ${connection.port}`}`,
    facts: [
      ["Address", connection.domain === undefined ? undefined : connection.destination],
      ["Process", connection.process],
      ["Connected", `${durationText(connection.durationSeconds * 1_000_000)} in ${connection.count} connections`],
      ["Bytes out / in", bytesOutIn(connection)],
      ["Seen", `${timeText(connection.first)} – ${timeText(connection.last)}`],
    ],
    reasons: connection.reasons,
  })),
  "No source holds a remarkable connection of this host and time.",
)}
<h3>Controls near the onset</h3>
${table(
  ["Time", "Action", "Account", "Text"],
  episode.controls.map((control) => [timeText(control.at), control.action, control.user ?? "–", control.text]),
  "No control event lies near the onset.",
)}
<h3>People</h3>
${table(
  ["Id", "Name", "Department", "Role", "Why", "Prior violations"],
  finding.subjects.map((subject) => [
    subject.id,
    subject.name,
    subject.department ?? "–",
    subject.role,
    subject.why,
    subject.priorViolations.join("; ") || "–",
  ]),
  "Nobody is tied to this host by ownership, logon or process.",
)}
<h3>What it cost</h3>
<p>${costSentence(finding.cost)}</p>${bullets([...excessLines(episode.excess), ...finding.cost.basis])}
<h3>Why it stands where it does in the queue</h3>
${table(["Term", "Value", "Why"], [...episode.priority.terms.map((term) => [term.name, numberText(term.value), term.why]), ["sum", numberText(episode.priority.score), ""]], "")}
<h3>What would clear it</h3>${bullets(finding.wouldClear)}
<h3>What is not known</h3>${bullets(finding.unknown)}
</section>`;
}

function remark({ start, end, text }: Annotation): Markup {
  return markup`<li><time>${timeText(start)}${end === undefined ? undefined : ` – ${timeText(end)}`}</time>: ${text}</li>`;
}

function hypotheses(report: ReportModel): Markup | undefined {
  if (report.hypotheses.length === 0) return undefined;
  return markup`<section><h2>Hypotheses</h2>${table(
    ["Hypothesis", ...report.exhibits.map((exhibit) => exhibit.id)],
    report.hypotheses.map((hypothesis) => [
      hypothesis.title,
      ...report.exhibits.map((exhibit) => hypothesis.weights[exhibit.id] ?? "·"),
    ]),
    "",
  )}<p class="muted">++ speaks strongly for, + for, 0 neither, − against, −− strongly against.</p></section>`;
}

function notes(report: ReportModel): Markup | undefined {
  if (report.case.notes.length === 0) return undefined;
  return markup`<section><h2>Notes</h2>${report.case.notes.map(
    (note) =>
      markup`<article><p class="muted">${timeText(note.at)}</p>${new Markup(markdown.render(note.text))}</article>`,
  )}</section>`;
}

function exhibits(list: readonly ReportExhibit[]): Markup | undefined {
  if (list.length === 0) return undefined;
  return markup`<section><h2>Exhibits</h2>${list.map(
    (exhibit) => markup`<article><h3>${exhibit.id}: ${exhibit.title}</h3>
<p class="muted">${exhibit.kind}, frozen ${timeText(exhibit.createdAt)}, SHA-256 <code>${exhibit.sha256}</code>; query <code>${exhibit.query}</code></p>
${table(exhibit.columns, exhibit.rows, "The query gave no rows.")}
${exhibit.totalRows > exhibit.rows.length ? markup`<p class="muted">${exhibit.rows.length} of ${exhibit.totalRows} rows; the evidence package holds all.</p>` : undefined}</article>`,
  )}</section>`;
}

function sources(report: ReportModel): Markup {
  return markup`<section><h2>Sources</h2>${table(
    ["Path", "Format", "Span", "Read", "Stored", "Skipped", "Rejected", "SHA-256"],
    report.sources.map((source) => [
      source.path,
      source.format,
      `${timeText(source.from)} – ${timeText(source.to)}`,
      numberText(source.read),
      numberText(source.stored),
      numberText(source.skipped),
      numberText(source.rejected),
      source.sha256,
    ]),
    "No source.",
  )}</section>`;
}

function custody(report: ReportModel): Markup {
  const { entries, lastHash, problems } = report.custody;
  return markup`<section><h2>Custody</h2><p>${entries} entries; the last one's hash is <code>${lastHash}</code>.
${problems.length === 0 ? "The chain and all that it vouches for were checked and hold." : `The check found ${problems.length} problems:`}</p>
${problems.length === 0 ? undefined : bullets(problems)}
${report.analysis === undefined ? undefined : markup`<p>Analysed ${timeText(report.analysis.at)}, ${report.analysis.hosts} hosts, parameters <code>${report.analysis.parameters}</code>.</p>`}</section>`;
}

function reasonList(reasons: readonly { readonly text: string }[]): Markup {
  return bullets(reasons.map((reason) => reason.text));
}

function bullets(lines: readonly string[]): Markup {
  if (lines.length === 0) return markup`<p class="muted">Nothing.</p>`;
  return markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

interface Card {
  readonly title: string;
  readonly facts: readonly (readonly [string, string | undefined])[];
  readonly reasons: readonly string[];
}

/** What has too many facts for a table row: a title, its known facts, and why it is listed. */
function cards(list: readonly Card[], empty: string): Markup {
  if (list.length === 0) return markup`<p class="muted">${empty}</p>`;
  return markup`${list.map(
    ({ title, facts, reasons }) => markup`<article class="card"><h4>${title}</h4>
<dl>${facts.map(([name, value]) => (value === undefined ? undefined : markup`<dt>${name}</dt><dd>${value}</dd>`))}</dl>
${reasons.length === 0 ? undefined : bullets(reasons)}</article>`,
  )}`;
}

function bytesOutIn({ bytesOut, bytesIn }: SuspectConnection): string | undefined {
  if (bytesOut === undefined && bytesIn === undefined) return undefined;
  return [bytesOut, bytesIn].map((bytes) => (bytes === undefined ? "–" : bytesText(bytes))).join(" / ");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[], empty: string): Markup {
  if (rows.length === 0) return markup`<p class="muted">${empty}</p>`;
  return markup`<table><thead><tr>${columns.map((column) => markup`<th>${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
}
