import { presentEpisode } from "../../analysis/present-episode.ts";
import type { Command } from "../command.ts";

export const explain: Command = {
  name: "explain",
  args: "<EPISODE>",
  describes: "say why an episode was flagged, in words and numbers",
  needsWorkspace: true,
  async run([id], options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const explanation = await engine.call("episode.explain", { id: String(id) });
    const { episode, sentence, baseline, wouldClear, unknown } = explanation;
    const block = (title: string, lines: readonly string[]): string[] =>
      lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`), ""];
    return {
      json: { ...presentEpisode(episode), sentence, baseline, wouldClear, unknown, numbers: episode.numbers },
      text: [
        sentence,
        "",
        ...block("What is normal", baseline),
        ...block(
          "Speaks for",
          episode.reasons.for.map((reason) => reason.text),
        ),
        ...block(
          "Speaks against",
          episode.reasons.against.map((reason) => reason.text),
        ),
        ...block(
          "Rules that match",
          (episode.rules ?? []).map(
            ({ title, id, level, author, licence, what }) =>
              `${what}: ${title} (${id}, ${level}, by ${author ?? "an unnamed author"}, ${licence ?? "licence not stated"})`,
          ),
        ),
        ...block(
          "Priority",
          episode.priority.terms.map((term) => `${term.name} ${term.value.toFixed(1)}: ${term.why}`),
        ),
        ...block("Would clear it", wouldClear),
        ...block("Not known", unknown),
      ].join("\n"),
    };
  },
};
