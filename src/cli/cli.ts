/**
 * The command line: the same engine as the app's, called in process. Results go to stdout, everything else to stderr;
 * `--json` makes stdout one JSON document.
 */
import { Command as Program, CommanderError } from "commander";
import packageFile from "../../package.json" with { type: "json" };
import { engineContract } from "../api/engine-contract.ts";
import { callInProcess } from "../api/in-process.ts";
import { describeError, UserError } from "../base/errors.ts";
import { createEngine } from "../engine/create-engine.ts";
import { textOption, type Command, type CommandContext, type Options } from "./command.ts";
import { commands } from "./commands/index.ts";
import { COULD_NOT, DONE, progressLine, say, WRONG_USAGE } from "./output.ts";

async function main(): Promise<void> {
  const program = new Program("plimsoll")
    .description("Finds unexplained load on computers, and who loaded them, with what, and whether anyone allowed it.")
    .version(packageFile.version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) });
  for (const command of commands) attach(program, command);
  try {
    // Inside Electron, commander would take the first argument for a script's name.
    await program.parseAsync(process.argv, { from: "node" });
  } catch (error) {
    process.exitCode = statusOf(error);
    if (!(error instanceof CommanderError)) say(describeError(error));
    else if (process.env["PLIMSOLL_DEBUG"] !== undefined) say(error.stack ?? "");
  }
}

function attach(program: Program, command: Command): void {
  const words = command.name.split(" ");
  const last = words.pop() ?? command.name;
  let parent = program;
  for (const word of words) {
    parent = parent.commands.find((known) => known.name() === word) ?? parent.command(word).exitOverride();
  }
  const attached = parent
    .command(`${last} ${command.args ?? ""}`.trim())
    .description(command.describes)
    .option("--json", "print the result as one JSON document")
    .exitOverride();
  if (command.needsWorkspace) attached.requiredOption("-w, --workspace <FILE>", "the workspace file");
  for (const [flags, description] of command.options ?? []) attached.option(flags, description);
  attached.action(async (...given: unknown[]) => {
    const options = attached.opts<Options>();
    const args = given.slice(0, -2) as (string | string[])[];
    await run(command, args, options);
  });
}

async function run(command: Command, args: readonly (string | readonly string[])[], options: Options): Promise<void> {
  const instance = createEngine({ product: `Plimsoll ${packageFile.version}` });
  const engine = callInProcess(engineContract, instance.handlers);
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(COULD_NOT);
    say("Stopping; interrupt again to end at once.");
    controller.abort();
  };
  process.on("SIGINT", interrupt);
  const progress = progressLine();
  const context: CommandContext = {
    engine,
    signal: controller.signal,
    long: { signal: controller.signal, onNotice: progress.show },
    async openWorkspace(given, create = false) {
      await engine.call("workspace.open", { path: textOption(given, "workspace") ?? "", create });
    },
  };
  try {
    const outcome = await command.run(args, options, context);
    progress.end();
    process.stdout.write(options["json"] === true ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${outcome.text}\n`);
    process.exitCode = outcome.status ?? DONE;
  } finally {
    progress.end();
    process.off("SIGINT", interrupt);
    await instance.close();
  }
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
  if (error instanceof UserError && error.code === "wrong-usage") return WRONG_USAGE;
  return COULD_NOT;
}

/** A reader that has seen enough (`| head`) closes the pipe; that is no failure. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(DONE);
});

await main();
