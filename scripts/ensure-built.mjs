/** Vitest's and Playwright's set-up of the tests that run the built program: builds what has changed, once, before the first of them. */
import { buildAll } from "./build.mjs";
import { provideRuntime, readRuntime } from "./runtime.mjs";

export default async function setup() {
  if (readRuntime().electron === undefined) for (const problem of await provideRuntime()) console.error(problem);
  await buildAll();
}
