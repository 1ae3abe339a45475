/** Where a command's results and messages go: results to stdout, everything else to stderr. */
import type { Progress } from "../api/engine-contract.ts";

/** Exit statuses as others script against them. */
export const DONE = 0;
export const DONE_WITH_REJECTS = 1;
export const WRONG_USAGE = 2;
export const COULD_NOT = 3;

export interface Outcome {
  /** The whole result, for `--json`. */
  readonly json: unknown;
  /** The same for a person. */
  readonly text: string;
  readonly status?: typeof DONE | typeof DONE_WITH_REJECTS;
}

export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Shows progress on one line of a terminal, and a line a stage elsewhere. */
export function progressLine(): { readonly show: (progress: Progress) => void; readonly end: () => void } {
  const isTerminal = process.stderr.isTTY;
  let last = "";
  return {
    show({ share, doing, rate, remainingSeconds }) {
      const stage = doing.replace(/[\u0000-\u001f\u007f]/g, " ");
      if (!isTerminal) {
        const kind = stage.split(" ")[0] ?? "";
        if (kind !== last) say(stage);
        last = kind;
        return;
      }
      const percent = share === undefined ? "" : `${Math.round(share * 100)} % `;
      const rest = remainingSeconds === undefined ? "" : `, ${Math.ceil(remainingSeconds)} s left`;
      process.stderr.write(
        `\r\u001b[K${percent}${stage}${rate === undefined ? "" : ` (${rate}${rest})`}`.slice(0, 160),
      );
      last = stage;
    },
    end() {
      if (isTerminal && last !== "") process.stderr.write("\r\u001b[K");
    },
  };
}

/** Columns aligned by spaces; control characters from telemetry cannot reach the terminal. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const clean = [header, ...rows].map((row) => row.map((cell) => cell.replace(/[\u0000-\u001f\u007f-\u009f]/g, "·")));
  const widths = header.map((_, column) => Math.max(...clean.map((row) => row[column]?.length ?? 0)));
  return clean
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
