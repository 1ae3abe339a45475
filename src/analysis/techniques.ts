/** Identifiers of public frameworks (MITRE ATT&CK, Insider Threat Matrix) for what an episode shows. */
import { builtInKnowledge } from "../content/built-in-knowledge.ts";
import { masqueradeSigns } from "../correlation/masquerade.ts";
import type { Episode, SuspectProcess } from "../model/episode.ts";
import type { Technique } from "../model/knowledge.ts";

export interface NamedTechnique {
  readonly framework: string;
  readonly id: string;
  readonly title: string;
}

/** Those of its profile first, then those of what was found beside it; each once. */
export function techniquesOf(episode: Episode): NamedTechnique[] {
  const knowledge = builtInKnowledge();
  const { profiles, findings } = knowledge.techniques;
  const isMasquerading = ({ parent, ...process }: SuspectProcess): boolean =>
    masqueradeSigns(
      { ...process, parentName: parent, parentExecutable: undefined, originalFileName: undefined },
      knowledge,
    ).length > 0;
  const found = [
    ...(profiles.get(episode.profile) ?? []),
    ...(episode.processes.some(isMasquerading) ? (findings.get("masquerading") ?? []) : []),
    ...episode.controls.flatMap(({ action }) => findings.get(action) ?? []),
  ];
  const byId = new Map<string, Technique>(found.map((technique) => [technique.id, technique]));
  return [...byId.values()].map(({ framework, id, name }) => ({ framework, id, title: name }));
}
