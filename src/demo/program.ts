/** Everything of a program that does not change from run to run. */
export interface Program {
  readonly name: string;
  readonly executable: string;
  readonly commandLine: string;
  /** From the file's version resource; the file's name where it is not given. */
  readonly originalFileName?: string;
  readonly description?: string;
  readonly company?: string;
  readonly account: "system" | "service" | "owner";
  /** The same in every run, for the one process that the kernel itself is. */
  readonly fixedPid?: number;
  /** What starts it on Windows, where that is neither the service manager nor its owner's desktop. */
  readonly startedBy?: "wininit" | "userinit" | "svchost";
}
