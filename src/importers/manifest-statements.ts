/** What a bundle's manifest states about its files, looked up file by file. */
import { zoneOf, type Zone } from "../base/zone.ts";
import type { Workspace } from "../store/workspace.ts";
import { LARGEST_DOCUMENT, type Importer } from "./importer.ts";
import { MANIFEST_NAME, type BundleFile } from "./bundle/bundle.ts";
import { decideEncoding } from "./decode/encoding.ts";
import { fileText } from "./decode/file-text.ts";
import { headOf } from "./bundle/head-of.ts";
import { formats } from "./formats/index.ts";
import { parseManifest, type Manifest } from "./manifest.ts";

export interface FileStatement {
  readonly format: Importer | undefined;
  readonly host: string | undefined;
  readonly zone: Zone | undefined;
  readonly sha256: string | undefined;
  readonly notes: readonly string[];
}

export interface ManifestStatements {
  /** What is stated about the file at a path of the bundle; the file counts as met. */
  meet(path: string): FileStatement;
  /** Files that the manifest lists and that were not met. */
  missing(): string[];
}

/**
 * Statements of the manifest of a bundle. A file's zone is its own, else its host's, else the bundle's. A manifest that
 * cannot be read states nothing: its own import says why.
 */
export async function manifestStatements(
  file: BundleFile | undefined,
  workspace: Pick<Workspace, "host">,
): Promise<ManifestStatements> {
  const manifest = file === undefined ? undefined : await readManifest(file).catch(() => undefined);
  const folder = file === undefined ? "" : file.path.slice(0, -MANIFEST_NAME.length);
  const bySource = new Map(manifest?.sources.map((source) => [folder + source.path, source]));
  const met = new Set<string>();

  const hostZone = (name: string | undefined): string | undefined => {
    if (name === undefined) return undefined;
    const wanted = name.toLowerCase();
    const listed = manifest?.hosts.find(
      (host) =>
        host.name.toLowerCase() === wanted || host.aliases?.some((alias) => alias.toLowerCase() === wanted) === true,
    );
    return listed?.timeZone ?? workspace.host(name)?.timeZone;
  };

  return {
    meet(path) {
      met.add(path);
      const source = bySource.get(path);
      const zoneName = source?.timeZone ?? hostZone(source?.host) ?? manifest?.timeZone;
      const format = formats.find((candidate) => candidate.id === source?.format);
      const isUnknown = source?.format !== undefined && format === undefined;
      return {
        format,
        host: source?.host,
        zone: zoneName === undefined ? undefined : zoneOf(zoneName),
        sha256: source?.sha256,
        notes: isUnknown
          ? [`The manifest names the format "${source.format}", which does not exist: it was found by content.`]
          : [],
      };
    },
    missing: () => [...bySource.keys()].filter((path) => !met.has(path)),
  };
}

async function readManifest(file: BundleFile): Promise<Manifest | undefined> {
  if (file.size > LARGEST_DOCUMENT) return undefined;
  const encoding = decideEncoding(await headOf(file.open(), 4_096));
  const text = fileText(file.open, { encoding, note: () => undefined, onOverlong: () => undefined });
  const manifest = parseManifest(await text.whole());
  return typeof manifest === "string" ? undefined : manifest;
}
