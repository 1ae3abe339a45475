/** What is concluded: analysis, episodes, cases, reports, custody. */
import type { EngineHandlers } from "../api/engine-contract.ts";
import { analyzeWorkspace } from "../analysis/analyze-workspace.ts";
import { loadContent, requireContent } from "../analysis/load-content.ts";
import { explainEpisode } from "../analysis/explain-episode.ts";
import {
  addEpisode,
  addNote,
  caseOf,
  createCase,
  judge,
  pin,
  restoreExhibit,
  setCost,
  setHypotheses,
  setVerdict,
  unpin,
} from "../case/case-file.ts";
import { costOfCase } from "../case/cost.ts";
import { logReveal } from "../case/masking.ts";
import { buildReport } from "../report/build-report.ts";
import { verifyPackage } from "../report/evidence-package/verify-package.ts";
import { renderers } from "../report/renderers/index.ts";
import { writeReport } from "../report/write-report.ts";
import { defined } from "./defined.ts";
import { requireHost } from "./require-host.ts";
import type { Session } from "./session.ts";

type Handled = Extract<
  keyof EngineHandlers,
  | `analysis.${string}`
  | `content.${string}`
  | "episode.explain"
  | `annotation.${string}`
  | `case.${string}`
  | `report.${string}`
  | `custody.${string}`
>;

export function judgementHandlers(session: Session): Pick<EngineHandlers, Handled> {
  return {
    "analysis.run": async ({ hosts, range, contentFolder }, { signal, notify }) => {
      const { workspace } = session;
      const named = hosts?.map((host) => requireHost(workspace, host));
      const result = await session.inTurn(() => {
        const content = requireContent(workspace, contentFolder);
        return analyzeWorkspace(workspace, {
          ...defined({ hosts: named, range }),
          content,
          signal,
          onProgress: notify,
        });
      });
      return {
        episodes: result.episodes.length,
        alarms: result.episodes.filter((episode) => episode.alarm).length,
        elapsedMs: result.elapsedMs,
      };
    },
    "content.list": ({ folder }) => loadContent(session.current, folder).listing,
    "episode.explain": ({ id }) => explainEpisode(session.workspace, id),

    "annotation.list": ({ hosts }) => session.workspace.annotations(hosts),
    "annotation.save": ({ id, host, start, end, text }) =>
      session.whenFree((workspace) =>
        workspace.saveAnnotation({ ...(id === undefined ? {} : { id }), host, start, end, text }),
      ),
    "annotation.remove": ({ id }) => session.whenFree((workspace) => workspace.removeAnnotation(id)),

    "case.list": () => session.workspace.cases(),
    "case.get": ({ caseId }) => caseOf(session.workspace, caseId),
    "case.create": ({ title }) => session.whenFree((workspace) => createCase(workspace, title, session.now())),
    "case.addEpisode": ({ caseId, episodeId }) =>
      session.whenFree((workspace) => addEpisode(workspace, caseId, episodeId, session.now())),
    "case.judge": ({ caseId, ...judgement }) => session.whenFree((workspace) => judge(workspace, caseId, judgement)),
    "case.addNote": ({ caseId, text }) =>
      session.whenFree((workspace) => addNote(workspace, caseId, text, session.now())),
    "case.pin": ({ caseId, kind, title, query, ids }) =>
      session.whenFree((workspace) =>
        pin(workspace, caseId, { kind, title, query: defined(query), ids }, session.now()),
      ),
    "case.unpin": ({ caseId, exhibitId }) => session.whenFree((workspace) => unpin(workspace, caseId, exhibitId)),
    "case.restoreExhibit": ({ caseId, exhibit }) =>
      session.whenFree((workspace) => restoreExhibit(workspace, caseId, exhibit)),
    "case.setHypotheses": ({ caseId, hypotheses }) =>
      session.whenFree((workspace) => setHypotheses(workspace, caseId, hypotheses)),
    "case.cost": ({ caseId }) => costOfCase(session.workspace, caseOf(session.workspace, caseId)),
    "case.setCost": ({ caseId, assumptions }) =>
      session.whenFree((workspace) => setCost(workspace, caseId, assumptions)),
    "case.setVerdict": ({ caseId, verdict }) => session.whenFree((workspace) => setVerdict(workspace, caseId, verdict)),

    "report.html": async ({ caseId, reveal }) => {
      if (reveal !== undefined) {
        await session.whenFree((workspace) => logReveal(workspace, reveal, `preview of the report of ${caseId}`));
      }
      const report = buildReport(session.workspace, caseId, runOf(session, reveal));
      return renderers.find("html")?.render(report) ?? "";
    },
    "report.write": async ({ caseId, directory, formats, reveal }, { signal }) => {
      if (reveal !== undefined) {
        await session.whenFree((workspace) => logReveal(workspace, reveal, `report of ${caseId}`));
      }
      return writeReport(session.workspace, caseId, {
        ...runOf(session, reveal),
        directory,
        formats,
        signal,
      });
    },

    "custody.list": () => session.workspace.custody(),
    "custody.verify": () => session.workspace.verifyCustody(),
    "report.verifyPackage": ({ path }) => verifyPackage(path),
  };
}

function runOf(session: Session, reveal: string | undefined) {
  return { reveal, at: session.now(), product: session.options.product };
}
