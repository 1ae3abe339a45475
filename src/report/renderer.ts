/** What a report format is: one view model in, one text out. */
import type { ReportModel } from "./report-model.ts";

export interface Renderer {
  readonly id: string;
  readonly title: string;
  readonly extension: string;
  render(report: ReportModel): string;
}
