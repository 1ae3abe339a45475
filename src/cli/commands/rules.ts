import type { ContentListing, ContentProblem } from "../../model/content.ts";
import type { Command } from "../command.ts";
import { DONE_WITH_REJECTS, table } from "../output.ts";

export const rules: Command = {
  name: "rules",
  args: "[FOLDER]",
  describes: "list the detection content and rules of a folder, and check them",
  needsWorkspace: false,
  async run([folder], _options, { engine }) {
    const listing = await engine.call("content.list", typeof folder === "string" ? { folder } : {});
    return {
      json: listing,
      text: [...files(listing), ...listedRules(listing), ...problems(listing.problems)].join("\n"),
      ...(listing.problems.length > 0 ? { status: DONE_WITH_REJECTS } : {}),
    };
  },
};

function files({ files: all }: ContentListing): string[] {
  const rows = all.map(({ kind, origin, file, version, sources }) => [
    kind,
    String(version),
    origin === "built-in" ? "built in" : `${origin}: ${file}`,
    [...new Set(sources.map(({ licence }) => licence))].join("; "),
  ]);
  return [table(["content", "version", "from", "licence"], rows), ""];
}

function listedRules({ rules: all }: ContentListing): string[] {
  if (all.length === 0) return ["No rules."];
  const rows = all.map(({ level, title, id, category, author, licence, untestable }) => [
    level,
    title,
    id,
    category,
    author ?? "",
    licence ?? "not stated",
    untestable.join(", "),
  ]);
  return [
    `${all.length} ${all.length === 1 ? "rule" : "rules"}:`,
    table(["level", "title", "id", "for", "author", "licence", "fields no source gives"], rows),
  ];
}

function problems(all: readonly ContentProblem[]): string[] {
  if (all.length === 0) return ["", "Nothing is wrong with them."];
  return [
    "",
    `${all.length} ${all.length === 1 ? "problem" : "problems"}:`,
    ...all.map(
      ({ file, line, message, next }) => `  ${file}${line === undefined ? "" : `:${line}`}: ${message} ${next}`,
    ),
  ];
}
