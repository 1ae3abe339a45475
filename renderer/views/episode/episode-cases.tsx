import type { Case, Finding } from "../../../src/model/case.ts";
import { judgementTitles } from "../../format/words.ts";
import { openEditor } from "../../state/editors.ts";
import { useSteadyEngine } from "../../state/queries.ts";

/** Cases that hold the episode, with what was said of it there, and the way to them. */
export function EpisodeCases({ episodeId }: { readonly episodeId: string }) {
  const cases = useSteadyEngine("case.list", {}).value ?? [];
  const held = cases.flatMap((one): readonly (readonly [Case, Finding])[] =>
    one.findings.filter((finding) => finding.episodeId === episodeId).map((finding) => [one, finding]),
  );
  if (held.length === 0) return null;
  return (
    <p className="facts">
      {held.map(([one, finding]) => (
        <span key={one.id}>
          <span className={`tag ${finding.judgement}`}>{judgementTitles[finding.judgement]}</span> in{" "}
          <button type="button" className="button link" onClick={() => openEditor("case", one.id)}>
            {one.title}
          </button>
        </span>
      ))}
    </p>
  );
}
