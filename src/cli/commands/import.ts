import { readFile } from "node:fs/promises";
import { UserError } from "../../base/errors.ts";
import { toIso, type Timestamp } from "../../base/time.ts";
import type { Engine, ImportedSource, ImportOptions } from "../../api/engine-contract.ts";
import type { Reject } from "../../model/source.ts";
import { textOption, type Command, type Options } from "../command.ts";
import { DONE, DONE_WITH_REJECTS, table } from "../output.ts";

export const importCommand: Command = {
  name: "import",
  args: "<PATH...>",
  describes: "import files, folders or archives into the workspace",
  needsWorkspace: true,
  options: [
    ["--host <NAME>", "host of records that name none"],
    ["--time-zone <TZ>", "zone of times that name none, such as Europe/Berlin"],
    ["--format <NAME>", "read with this importer, whatever the content looks like"],
    ["--mapping <FILE>", "column mapping for a generic table (JSON)"],
  ],
  async run([paths], options, context) {
    await context.openWorkspace(options, true);
    const result = await context.engine.call(
      "import.run",
      { paths: Array.isArray(paths) ? paths.map(String) : [String(paths)], options: await importOptions(options) },
      context.long,
    );
    const failed = result.sources.filter((source) => source.outcome === "failed");
    const sources: ReportedSource[] = [];
    for (const entry of result.sources) sources.push({ ...entry, rejects: await firstRejects(entry, context.engine) });
    return {
      json: { sources: sources.map(sourceJson), totals: result.totals },
      text: describe(sources, result.totals),
      status: result.totals.rejected > 0 || failed.length > 0 ? DONE_WITH_REJECTS : DONE,
    };
  },
};

/** Rejects that are printed of one source; the app shows all that are kept. */
const REJECTS_SHOWN = 20;

interface ReportedSource extends ImportedSource {
  readonly rejects: readonly Reject[];
}

async function firstRejects({ source }: ImportedSource, engine: Engine): Promise<readonly Reject[]> {
  if (source === undefined || source.rejected === 0) return [];
  const { rows } = await engine.call("source.rejects", { sourceId: source.id });
  return rows.slice(0, REJECTS_SHOWN);
}

async function importOptions(options: Options): Promise<ImportOptions> {
  const mapping = textOption(options, "mapping");
  return {
    host: textOption(options, "host"),
    timeZone: textOption(options, "timeZone"),
    format: textOption(options, "format"),
    mapping: mapping === undefined ? undefined : await readMapping(mapping),
  };
}

async function readMapping(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UserError("not-found", "The mapping file cannot be read.", { where: file, cause: error });
  }
}

function sourceJson({ path, outcome, source, error, rejects }: ReportedSource): unknown {
  const time = (at: Timestamp | undefined): string | null => (at === undefined ? null : toIso(at));
  return {
    path,
    outcome,
    sha256: source?.sha256 ?? null,
    format: source?.format ?? null,
    read: source?.read ?? 0,
    stored: source?.stored ?? 0,
    skipped: source?.skipped ?? 0,
    rejected: source?.rejected ?? 0,
    samples: source?.samples ?? 0,
    events: source?.events ?? 0,
    hosts: source?.hosts ?? [],
    from: time(source?.from),
    to: time(source?.to),
    notes: source?.notes ?? [],
    ...(rejects.length === 0 ? {} : { rejects }),
    ...(error === undefined ? {} : { error }),
  };
}

function describe(
  sources: readonly ReportedSource[],
  totals: {
    readonly read: number;
    readonly stored: number;
    readonly skipped: number;
    readonly rejected: number;
    readonly samples: number;
    readonly events: number;
  },
): string {
  const remarkable = sources.filter((entry) => entry.outcome === "failed" || (entry.source?.rejected ?? 0) > 0);
  const lines = [
    `${sources.length} sources: read ${totals.read} = stored ${totals.stored} + skipped ${totals.skipped} + rejected ` +
      `${totals.rejected}; ${totals.samples} samples, ${totals.events} events.`,
  ];
  if (remarkable.length > 0) {
    lines.push(
      table(
        ["source", "outcome", "rejected", "why"],
        remarkable.map((entry) => [
          entry.path,
          entry.outcome,
          String(entry.source?.rejected ?? 0),
          entry.error ?? entry.rejects.map((reject) => `line ${reject.line}: ${reject.reason}`)[0] ?? "",
        ]),
      ),
    );
  }
  return lines.join("\n");
}
