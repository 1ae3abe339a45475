import type { Case } from "../../model/case.ts";
import { toIso } from "../../base/time.ts";
import type { Command } from "../command.ts";
import { table } from "../output.ts";

export const caseNew: Command = {
  name: "case new",
  args: "<TITLE>",
  describes: "open a case",
  needsWorkspace: true,
  async run([title], options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const made = await engine.call("case.create", { title: String(title) });
    return { json: caseJson(made), text: made.id };
  },
};

export const caseAdd: Command = {
  name: "case add",
  args: "<CASE> <EPISODE...>",
  describes: "take episodes into a case",
  needsWorkspace: true,
  async run([caseId, episodes], options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const id = String(caseId);
    for (const episodeId of Array.isArray(episodes) ? episodes : []) {
      await engine.call("case.addEpisode", { caseId: id, episodeId: String(episodeId) });
    }
    const file = await engine.call("case.get", { caseId: id });
    return { json: caseJson(file), text: `${file.id} holds ${file.findings.length} findings.` };
  },
};

export const caseNote: Command = {
  name: "case note",
  args: "<CASE> <TEXT>",
  describes: "add a note to a case",
  needsWorkspace: true,
  async run([caseId, text], options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const file = await engine.call("case.addNote", { caseId: String(caseId), text: String(text) });
    return { json: caseJson(file), text: `${file.id} holds ${file.notes.length} notes.` };
  },
};

export const caseList: Command = {
  name: "case list",
  describes: "list the cases",
  needsWorkspace: true,
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const cases = await engine.call("case.list", {});
    return {
      json: cases.map(caseJson),
      text: table(
        ["case", "title", "findings", "exhibits", "opened"],
        cases.map((file) => [
          file.id,
          file.title,
          String(file.findings.length),
          String(file.exhibits.length),
          toIso(file.createdAt),
        ]),
      ),
    };
  },
};

function caseJson(file: Case): unknown {
  return {
    case: file.id,
    title: file.title,
    createdAt: toIso(file.createdAt),
    findings: file.findings.map((finding) => ({ ...finding, addedAt: toIso(finding.addedAt) })),
    exhibits: file.exhibits.map(({ id, kind, title, sha256 }) => ({ id, kind, title, sha256 })),
    notes: file.notes.map((note) => ({ at: toIso(note.at), text: note.text })),
    hypotheses: file.hypotheses,
    verdict: file.verdict,
  };
}
