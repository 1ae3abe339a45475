/** What the command line asks of the desktop app: `electron [flags] <app> [workspace.plimsoll] [--demo]`. */
import path from "node:path";

export type LaunchOptions =
  | { readonly mode: "window"; readonly workspacePath: string | undefined; readonly demo: boolean }
  | { readonly mode: "print"; readonly htmlPath: string; readonly pdfPath: string }
  | { readonly mode: "wrong"; readonly sentence: string };

/**
 * `argv` is `process.argv`. Unless the app is packaged, its first plain argument is the app's own path. Flags that are
 * not ours are Chromium's (`--no-sandbox`) or a debugger's and are let through.
 */
export function parseLaunch(argv: readonly string[], isPackaged: boolean, directory: string): LaunchOptions {
  const plain = argv.slice(1).filter((argument) => !argument.startsWith("-"));
  const given = (isPackaged ? plain : plain.slice(1)).map((file) => path.resolve(directory, file));
  if (argv.includes("--print-pdf")) {
    const [htmlPath, pdfPath] = given;
    if (htmlPath === undefined || pdfPath === undefined) {
      return { mode: "wrong", sentence: "--print-pdf needs two files: the HTML to print and the PDF to write." };
    }
    return { mode: "print", htmlPath, pdfPath };
  }
  return { mode: "window", workspacePath: given[0], demo: argv.includes("--demo") };
}
