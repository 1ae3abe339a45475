/** Writes one source into the workspace as it is read, wholly or not at all. */
import { bundleContentKey } from "../model/content.ts";
import type { SourceRecord } from "../model/source.ts";
import type { SourceWriter, Workspace } from "../store/workspace.ts";
import { hostNames } from "./host-names.ts";
import type { SourcePart, TakePart } from "./source-part.ts";
import type { FleetFacts } from "./source-sink.ts";
import { finishTally } from "./source-tally.ts";

export interface SourceOutcome {
  readonly outcome: "imported" | "already-there";
  readonly source: SourceRecord;
}

/** Ends a reading whose source the workspace has. */
class AlreadyThere extends Error {
  readonly source: SourceRecord;

  constructor(source: SourceRecord) {
    super("The workspace has this source.");
    this.source = source;
  }
}

/** `read` gives the parts of the source; `onBytes` is told how many bytes of it have been read. */
export async function importSource(
  workspace: Workspace,
  path: string,
  read: (take: TakePart) => Promise<void>,
  onBytes: (bytes: number) => void,
): Promise<SourceOutcome> {
  const hostNotes = new Set<string>();
  const find = hostNames(
    (name) => workspace.resolveHost(name),
    (note) => hostNotes.add(note),
  );
  const known = new Map<string, string>();
  const hostName = (written: string): string => {
    const name = find(written);
    known.set(written, name);
    return name;
  };
  let print: Extract<SourcePart, { type: "hash" }> | undefined;
  let end: Extract<SourcePart, { type: "end" }> | undefined;
  let writer: SourceWriter | undefined;

  const take: TakePart = (part) => {
    switch (part.type) {
      case "progress":
        onBytes(part.bytes);
        break;
      case "hash": {
        print = part;
        const same = workspace.sourceByHash(part.sha256);
        if (same !== undefined) throw new AlreadyThere(same);
        break;
      }
      case "format":
        writer = workspace.beginSource({ path, format: part.id });
        break;
      case "batch":
        writer?.write({ ...part.batch, hosts: part.batch.hosts.map(hostName) });
        break;
      case "end":
        end = part;
    }
  };

  try {
    await read(take);
    if (end === undefined || writer === undefined || print === undefined) {
      throw new Error("The reading of a source ended without its end.");
    }
    writer.identify(print.sha256, print.size);
    const result = finishTally(end.tally);
    const source = writer.commit({ ...result, notes: [...hostNotes, ...result.notes] });
    const hosts = end.facts.hosts.map((host) => ({ ...host, name: known.get(host.name) ?? host.name }));
    mergeFacts(workspace, { ...end.facts, hosts });
    for (const text of end.facts.content) workspace.setSetting(bundleContentKey(source.sha256), text);
    return { outcome: "imported", source };
  } catch (error) {
    writer?.rollback();
    if (error instanceof AlreadyThere) return { outcome: "already-there", source: error.source };
    throw error;
  }
}

function mergeFacts(workspace: Workspace, facts: FleetFacts): void {
  if (facts.classes.length > 0) workspace.mergeClasses(facts.classes);
  if (facts.subjects.length > 0) workspace.mergeSubjects(facts.subjects);
  if (facts.hosts.length > 0) workspace.mergeHosts(facts.hosts);
}
