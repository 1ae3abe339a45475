import { toIso } from "../../base/time.ts";
import { textOption, type Command } from "../command.ts";
import { DONE_WITH_REJECTS, table } from "../output.ts";

export const problems: Command = {
  name: "problems",
  describes: "list what is doubtful about the evidence: gaps, clocks, units, overlaps, rejects",
  needsWorkspace: true,
  options: [["--host <H>", "this host's only"]],
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const host = textOption(options, "host");
    const known = host === undefined ? undefined : (await engine.call("host.list", {})).map(({ name }) => name);
    const hosts = known?.filter((name) => name.toLowerCase() === host?.toLowerCase());
    const found = await engine.call("problem.list", hosts === undefined ? {} : { hosts });
    return {
      json: {
        problems: found.map(({ kind, host: of, metrics, sources, range, text, next }) => ({
          kind,
          host: of ?? null,
          metrics,
          sources: sources.map(({ path }) => path),
          from: range === undefined ? null : toIso(range.start),
          to: range === undefined ? null : toIso(range.end),
          text,
          next,
        })),
      },
      text:
        found.length === 0
          ? "Nothing about the evidence is doubtful."
          : table(
              ["kind", "host", "from", "what is doubtful"],
              found.map(({ kind, host: of, range, text }) => [
                kind,
                of ?? "–",
                range === undefined ? "–" : toIso(range.start),
                text,
              ]),
            ),
      ...(found.length > 0 ? { status: DONE_WITH_REJECTS } : {}),
    };
  },
};
