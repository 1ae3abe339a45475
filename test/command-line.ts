/** The built command line, run as a user's script runs it. */
import { spawn } from "node:child_process";
import path from "node:path";

export const checkout = path.resolve(import.meta.dirname, "..");
const program = path.join(checkout, "dist/node/cli.js");

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function cli(...args: readonly string[]): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** The JSON that a command prints; throws with what it said where its status is not one of `allowed`. */
export async function cliJson<T>(args: readonly string[], allowed: readonly number[] = [0]): Promise<T> {
  const run = await cli(...args, "--json");
  if (run.status === null || !allowed.includes(run.status)) {
    throw new Error(`plimsoll ${args.join(" ")} ended with ${String(run.status)}: ${run.stderr}`);
  }
  return JSON.parse(run.stdout) as T;
}
