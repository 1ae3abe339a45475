/** Content, rules and what is wrong with either, as rows of one list: problems first. */
import type { ContentListing } from "../../../src/model/content.ts";

export interface ContentRow {
  readonly key: string;
  readonly state: "problem" | "in use";
  readonly kind: string;
  readonly title: string;
  readonly level: string;
  readonly by: string;
  readonly licence: string;
  readonly file: string;
  readonly id: string;
}

const nothing = { level: "", by: "", licence: "", id: "" } as const;

export function contentRows({ files, rules, problems }: ContentListing): ContentRow[] {
  const wrong = problems.map(({ file, line, message, next }, index): ContentRow => ({
    ...nothing,
    key: `problem ${String(index)}`,
    state: "problem",
    kind: "",
    title: `${message} ${next}`,
    file: line === undefined ? file : `${file}:${String(line)}`,
  }));
  const rulesInUse = rules.map(
    ({ title, id, level, author, licence, file, category, untestable }, index): ContentRow => ({
      key: `rule ${String(index)}`,
      state: "in use",
      kind: `rule, ${category}`,
      title: untestable.length === 0 ? title : `${title} (not tested: ${untestable.join(", ")})`,
      level,
      by: author ?? "",
      licence: licence ?? "not stated",
      file,
      id,
    }),
  );
  const content = files.map(({ kind, origin, file, version, sources }, index): ContentRow => ({
    ...nothing,
    key: `content ${String(index)}`,
    state: "in use",
    kind,
    title: sources.map(({ what }) => what).join("; "),
    by: origin === "built-in" ? "built in" : origin,
    licence: [...new Set(sources.map(({ licence }) => licence))].join("; "),
    file: origin === "built-in" ? "" : file,
    id: String(version),
  }));
  return [...wrong, ...rulesInUse, ...content];
}
