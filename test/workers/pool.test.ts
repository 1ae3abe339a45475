import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../src/base/errors.ts";
import { openPool, ThreadEnded } from "../../src/workers/pool.ts";

/** A thread that answers in the protocol of serve-jobs.ts; threads run no TypeScript. */
const program = `
import { parentPort, threadId } from "node:worker_threads";
parentPort.on("message", ({ id, job }) => {
  const post = (message) => parentPort.postMessage({ id, ...message });
  if (job === "die") process.exit(3);
  if (job === "throw") throw new Error("broken");
  if (job === "refuse") {
    post({ type: "error", error: { message: "There is no such file.", code: "not-found", where: "a.csv" } });
    return;
  }
  post({ type: "notice", notice: "begun " + job });
  setTimeout(() => post({ type: "result", result: { job, threadId } }), 10);
});
`;

let folder: string;
let entry: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-pool-"));
  entry = path.join(folder, "thread.mjs");
  writeFileSync(entry, program);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly job: number;
  readonly threadId: number;
}

test("a job that is refused is refused here with its code and place", async () => {
  const pool = openPool<string, Answer>(entry, 1);
  const error: unknown = await pool.run("refuse").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ code: "not-found", where: "a.csv" });
  await pool.close();
});

test("a thread that throws or dies fails its job, and another one does those after it", async () => {
  for (const fatal of ["throw", "die"]) {
    const pool = openPool<string, Answer>(entry, 1);
    const outcomes = await Promise.allSettled([pool.run(fatal), pool.run("next")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(await pool.run(fatal).catch((error: unknown) => error)).toBeInstanceOf(ThreadEnded);
    await pool.close();
  }
});

test("more jobs than threads are all done, each once, by all threads", async () => {
  const pool = openPool<number, Answer, string>(entry, 2);
  const notices: string[] = [];
  const jobs = [1, 2, 3, 4, 5, 6];
  const answers = await Promise.all(jobs.map((job) => pool.run(job, (notice) => notices.push(notice))));
  expect(answers.map(({ job }) => job)).toEqual(jobs);
  expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(2);
  expect(notices.sort()).toEqual(jobs.map((job) => `begun ${job}`));
  await pool.close();
});

test("closing a pool fails what is under way and what waits", async () => {
  const pool = openPool<number, Answer>(entry, 1);
  const outcomes = Promise.allSettled([pool.run(1), pool.run(2)]);
  await pool.close();
  expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("a listener that fails ends its job and not the program", async () => {
  const pool = openPool<number, Answer, string>(entry, 1);
  const failing = pool.run(1, () => {
    throw new UserError("no-space", "The disk is full.");
  });
  await expect(failing).rejects.toThrow("The disk is full.");
  expect(await pool.run(2)).toMatchObject({ job: 2 });
  await pool.close();
});
