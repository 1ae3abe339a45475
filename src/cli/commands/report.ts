import { reportFormats, type ReportFormat } from "../../api/engine-contract.ts";
import { UserError } from "../../base/errors.ts";
import { textOption, type Command } from "../command.ts";

export const report: Command = {
  name: "report",
  args: "<CASE>",
  describes: "write a case's report",
  needsWorkspace: true,
  options: [
    ["--out <DIR>", "the folder to write to"],
    ["--format <LIST>", `formats, comma between: ${reportFormats.join(", ")} (html)`],
    ["--reveal <REASON>", "show names of people; the reason is logged"],
  ],
  async run([caseId], options, context) {
    const directory = textOption(options, "out");
    if (directory === undefined) throw new UserError("wrong-usage", "--out says where the report goes; it is missing.");
    const formats = (textOption(options, "format") ?? "html").split(",").map(formatOf);
    await context.openWorkspace(options);
    const reveal = textOption(options, "reveal");
    const files = await context.engine.call(
      "report.write",
      { caseId: String(caseId), directory, formats, ...(reveal === undefined ? {} : { reveal }) },
      context.long,
    );
    return { json: { files }, text: files.map((file) => `${file.path}  ${file.sha256}`).join("\n") };
  },
};

function formatOf(text: string): ReportFormat {
  const format = reportFormats.find((known) => known === text.trim());
  if (format === undefined) {
    throw new UserError("wrong-usage", `There is no report format "${text.trim()}".`, {
      next: `Known are ${reportFormats.join(", ")}.`,
    });
  }
  return format;
}
