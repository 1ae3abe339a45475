/**
 * Prints self-contained HTML to PDF in a hidden window. The document may hold text from telemetry, which is hostile:
 * no script runs in it, and security.ts lets it fetch nothing.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { app, BrowserWindow, session } from "electron";

const documentUrl = "print://report/";

/** Each print has a session of its own that knows one address, the document's. */
let printed = 0;

async function printHtml(html: string, pdfPath: string): Promise<void> {
  const printing = session.fromPartition(`print-${printed++}`);
  printing.protocol.handle(
    "print",
    () => new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } }),
  );
  printing.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: details.url !== documentUrl && !details.url.startsWith("data:") });
  });
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: printing, sandbox: true, contextIsolation: true, javascript: false },
  });
  try {
    await window.loadURL(documentUrl);
    const pdf = await window.webContents.printToPDF({
      pageSize: "A4",
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
    await writeFile(`${pdfPath}.new`, pdf);
    await rename(`${pdfPath}.new`, pdfPath);
  } finally {
    window.destroy();
  }
}

/** For `--print-pdf`: returns what went wrong as a sentence, or nothing. */
export async function printFile(htmlPath: string, pdfPath: string): Promise<string | undefined> {
  // Without this the app would end as soon as the hidden window does, before the exit code is set.
  app.on("window-all-closed", () => undefined);
  await app.whenReady();
  try {
    await printHtml(await readFile(htmlPath, "utf8"), pdfPath);
    return undefined;
  } catch (error) {
    return `The PDF ${pdfPath} could not be made: ${error instanceof Error ? error.message : String(error)}`;
  }
}
