/**
 * Long work that a person waits for: each step says what it does, then how long it took or, in a sentence, why it
 * could not be done.
 */
import { spawn } from "node:child_process";

/** Something that could not be had, told in words for a person; never shown as a stack trace. */
export class StepError extends Error {}

export async function step(title, work) {
  const started = Date.now();
  process.stdout.write(`${title} ...\n`);
  const result = await work();
  const seconds = (Date.now() - started) / 1000;
  process.stdout.write(`${title}: ${typeof result === "string" ? `${result}, ` : ""}${seconds.toFixed(1)} s\n`);
  return result;
}

/**
 * Runs a program to its end. Its output is shown only when it fails, and then only the last lines of it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, seconds?: number, shell?: boolean }} [options]
 */
export async function run(command, args, { cwd, env, seconds, shell } = {}) {
  const outcome = await attempt(command, args, { cwd, env, seconds, shell });
  if (outcome.code === 0) return outcome.output;
  const lastLines = outcome.output.trim().split("\n").slice(-12).join("\n");
  throw new StepError(`${command} ${outcome.why}${lastLines === "" ? "" : `; it last said:\n${lastLines}`}`);
}

/** Like `run`, but a failure is an answer too: `{code, why, output}`. */
export function attempt(command, args, { cwd, env, seconds, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let tooSlow = false;
    const timer =
      seconds === undefined
        ? undefined
        : setTimeout(() => {
            tooSlow = true;
            child.kill("SIGKILL");
          }, seconds * 1000);
    const keep = (bytes) => (output = (output + bytes).slice(-100_000));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({
        code: -1,
        why: error.code === "ENOENT" ? "is not installed" : `did not start: ${error.message}`,
        output,
      });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const why = tooSlow ? `took longer than ${seconds} s` : signal ? `was ended by ${signal}` : `failed (${code})`;
      resolve({ code: code ?? -1, why, output });
    });
  });
}
