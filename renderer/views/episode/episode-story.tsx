import type { StoryPart } from "../../../src/model/episode.ts";

const titles: Readonly<Record<StoryPart["about"], string>> = {
  load: "Load",
  program: "Program",
  destination: "Destination",
  onset: "Onset",
  permission: "Permission",
  cluster: "Pattern",
  cost: "Cost",
};

/** What is told of an episode, part by part; the load itself is what is read first. */
export function EpisodeStory({ story }: { readonly story: readonly StoryPart[] }) {
  return (
    <dl className="story">
      {story.map(({ about, text }) => (
        <div key={about}>
          <dt>{titles[about]}</dt>
          <dd className={about === "load" ? "lead" : ""}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
