/** Values of pidstat's columns, and what is no value among them. */
export interface TaskValues {
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly readBytes: number | undefined;
  readonly writeBytes: number | undefined;
}

const KIB = 1024;

/**
 * From percent of one CPU, KiB and KiB a second. A negative rate stands for "not permitted to look"; a kernel counter
 * that ran backwards prints as a CPU share that no machine has, and is dropped.
 */
export function taskValues(
  printed: { readonly cpu?: number; readonly rss?: number; readonly read?: number; readonly write?: number },
  logicalCpus: number | undefined,
): TaskValues {
  const most = 100 * (logicalCpus ?? 1024) * 1.25;
  return {
    cpu: printed.cpu === undefined || !(printed.cpu >= 0 && printed.cpu <= most) ? undefined : percent(printed.cpu),
    memory: kibibytes(printed.rss),
    readBytes: kibibytes(printed.read),
    writeBytes: kibibytes(printed.write),
  };
}

/** Printed with two decimals, so it is divided where it is a whole number. */
function percent(value: number): number {
  return Math.round(value * 100) / 10_000;
}

function kibibytes(value: number | undefined): number | undefined {
  return value === undefined || !(value >= 0) ? undefined : value * KIB;
}
