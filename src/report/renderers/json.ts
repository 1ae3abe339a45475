/** The whole view model as JSON, chart data left out, for machines. */
import { toIso, type Timestamp } from "../../base/time.ts";
import type { ReportModel } from "../report-model.ts";
import type { Renderer } from "../renderer.ts";

/** Keys whose numbers are times: they are written as ISO 8601 UTC like everywhere outside the process. */
const TIME_KEYS = new Set(["at", "start", "end", "first", "last", "createdAt", "importedAt", "from", "to", "created"]);

export const json: Renderer = {
  id: "json",
  title: "JSON",
  extension: "json",
  render: (report) => `${JSON.stringify(withoutPictures(report), toJsonValue, 2)}\n`,
};

function withoutPictures(report: ReportModel): unknown {
  return { ...report, findings: report.findings.map(({ picture: _picture, ...finding }) => finding) };
}

function toJsonValue(key: string, value: unknown): unknown {
  if (typeof value === "number" && TIME_KEYS.has(key)) return toIso(value as Timestamp);
  return value;
}
