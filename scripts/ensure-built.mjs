/** Vitest's and Playwright's set-up of the tests that run the built program: builds what has changed, once, before the first of them. */
import { buildAll } from "./build.mjs";

export default async function setup() {
  await buildAll();
}
