/** Answers for the desktop's own dialogs, which no test can click. */
import type { ElectronApplication } from "@playwright/test";

/** The next dialogs that ask for files or a folder get this path. */
export async function answerOpenDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

/** The next dialogs that ask where to save get this path. */
export async function answerSaveDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}
