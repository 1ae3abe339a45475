/** The program of a worker thread: detection over one class, read from the workspace's file. */
import { openWorkspace } from "../store/open-workspace.ts";
import { serveJobs } from "../workers/serve-jobs.ts";
import { analyzeClass, type ClassFindings, type ClassJob } from "./analyze-class.ts";

export interface FileJob extends ClassJob {
  /** The workspace's file, with all that the analysis is to see committed. */
  readonly path: string;
}

serveJobs<FileJob, ClassFindings>(async ({ path, ...job }, notify) => {
  const workspace = openWorkspace(path, { readOnly: true });
  try {
    return await analyzeClass(workspace, job, () => Promise.resolve(), notify);
  } finally {
    workspace.close();
  }
});
