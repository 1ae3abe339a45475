/**
 * Runs `work` once for all who ask while it is at work; those who ask after it began share one further run, which has
 * seen what changed meanwhile.
 */
export function oneAtATime<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  let next: Promise<Result> | undefined;
  const run = (): Promise<Result> => {
    next = undefined;
    const answer = work().finally(() => {
      if (running === answer) running = undefined;
    });
    running = answer;
    return answer;
  };
  return () => {
    if (running === undefined) return run();
    next ??= running.then(run, run);
    return next;
  };
}
