/** Writing a case's report where the user says, in the forms they choose. */
import type { ReportFormat } from "../../src/api/engine-contract.ts";
import { askHost } from "./engine.ts";
import { runJob } from "./jobs.ts";
import { notify } from "./notifications.ts";
import { choose } from "./quick-input.ts";
import { useWorkspace } from "./workspace.ts";

const formats: readonly { id: ReportFormat; label: string; detail: string }[] = [
  { id: "html", label: "HTML", detail: "one self-contained file" },
  { id: "pdf", label: "PDF", detail: "for printing and filing" },
  { id: "md", label: "Markdown", detail: "text for a ticket or wiki" },
  { id: "json", label: "JSON", detail: "for other programs" },
  { id: "csv", label: "CSV", detail: "findings and exhibits as tables" },
  { id: "stix", label: "STIX 2.1", detail: "for threat-intelligence platforms" },
  { id: "package", label: "Evidence package", detail: "report, exhibits, hashes and custody log in one zip" },
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
  const [written] = await runJob("Writing the report", "report.write", {
    caseId,
    directory,
    formats: [chosen.id],
    ...(reveal === undefined ? {} : { reveal }),
  });
  const path = written?.path ?? directory;
  notify("note", `The report was written as ${chosen.label}: ${path}.`, {
    actions: [{ title: "Show in folder", run: () => void askHost("folder.show", { path }) }],
  });
}
