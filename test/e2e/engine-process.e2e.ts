import type { ElectronApplication, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** A page of the test's own making in the window: it takes the ports, so that the workbench is not part of the test. */
async function takePorts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const taken: { ports?: readonly MessagePort[] } = {};
    Object.assign(window, { taken });
    window.addEventListener("message", (event: MessageEvent<{ type?: string }>) => {
      if (event.data.type !== "plimsoll-ports") return;
      event.stopImmediatePropagation();
      taken.ports = event.ports;
    });
  });
  await page.reload();
  await areFreshPortsThere(page);
}

/** Waits for ports that were not there when this was last called. */
async function areFreshPortsThere(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { taken } = window as unknown as { taken: { ports?: unknown; known?: unknown } };
    if (taken.ports === taken.known) return false;
    taken.known = taken.ports;
    return true;
  });
}

/** The first message that comes back for one call, in the form in which it crosses the port. */
function ask(page: Page, end: "engine" | "host", name: string): Promise<unknown> {
  return page.evaluate(
    ({ index, name }) => {
      const { taken } = window as unknown as { taken: { ports: readonly MessagePort[] } };
      const port = taken.ports[index];
      return new Promise((resolve) => {
        port?.addEventListener("message", (event: MessageEvent<unknown>) => resolve(event.data), { once: true });
        port?.start();
        port?.postMessage({ type: "call", id: 1, name, params: {} });
      });
    },
    { index: end === "engine" ? 0 : 1, name },
  );
}

async function endEngine(app: ElectronApplication): Promise<void> {
  const pid = await app.evaluate(
    ({ app: electronApp }) => electronApp.getAppMetrics().find(({ name }) => name === "Plimsoll engine")?.pid,
  );
  if (pid === undefined) throw new Error("The engine is not running.");
  process.kill(pid, "SIGKILL");
}

test("an engine that ends is told in a sentence, and another can be had in its place", async ({ app, page }) => {
  await takePorts(page);
  const notice = ask(page, "host", "host.watch");
  await endEngine(app);
  expect(await notice).toMatchObject({ type: "notice", notice: { type: "engine-ended" } });

  expect(await ask(page, "host", "engine.restart")).toMatchObject({ type: "result" });
  await areFreshPortsThere(page);
  expect(await ask(page, "engine", "workspace.summary")).toMatchObject({ type: "result" });
});
