/** Writing a case's report where the user says, in the forms they choose. PDF is printed by the desktop. */
import { askEngine, askHost } from "./engine.ts";
import { runJob } from "./jobs.ts";
import { notify } from "./notifications.ts";
import { choose } from "./quick-input.ts";
import { useWorkspace } from "./workspace.ts";

/** The forms that the engine writes by itself. */
type EngineFormat = "html" | "md" | "json" | "csv";
export type ReportFormat = EngineFormat | "pdf";

const formats: readonly { id: ReportFormat; label: string; detail: string }[] = [
  { id: "html", label: "HTML", detail: "one self-contained file" },
  { id: "pdf", label: "PDF", detail: "for printing and filing" },
  { id: "md", label: "Markdown", detail: "text for a ticket or wiki" },
  { id: "json", label: "JSON", detail: "for other programs" },
  { id: "csv", label: "CSV", detail: "findings and exhibits as tables" },
];

export async function exportReport(caseId: string, format?: ReportFormat): Promise<void> {
  const id =
    format ??
    (await choose(
      "Export the report as",
      formats.map((one) => ({ ...one, icon: "file" })),
    ));
  const chosen = formats.find((one) => one.id === id);
  if (chosen === undefined) return;
  const [directory] = await askHost("dialog.openFiles", { title: "Folder for the report", kind: "folder" });
  if (directory === undefined) return;
  const reveal = useWorkspace.getState().revealed?.reason;
  const question = { caseId, ...(reveal === undefined ? {} : { reveal }) };
  const path =
    chosen.id === "pdf"
      ? await printReport(question, directory)
      : (await runJob("Writing the report", "report.write", { ...question, directory, formats: [chosen.id] }))[0]?.path;
  notify("note", `The report was written as ${chosen.label}${path === undefined ? "" : `: ${path}`}.`, {
    actions: [{ title: "Show in folder", run: () => void askHost("folder.show", { path: path ?? directory }) }],
  });
}

async function printReport(question: { caseId: string; reveal?: string }, directory: string): Promise<string> {
  const html = await askEngine("report.html", question);
  const path = `${directory}/report.pdf`;
  await askHost("pdf.print", { html, path });
  return path;
}
