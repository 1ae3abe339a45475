/** What a sensitivity would make of the open workspace, asked anew a moment after it was last moved. */
import { useEffect, useState } from "react";
import { UserError } from "../../src/base/errors.ts";
import type { Sensitivity } from "../../src/model/detection-choices.ts";
import type { SensitivityPreview } from "../../src/model/sensitivity-preview.ts";
import { askEngine } from "./engine.ts";
import { useQueries } from "./queries.ts";

/** Long enough that a slider being dragged asks a few times a second, short enough to follow the hand. */
const AFTER_MS = 60;

export interface Previewing {
  /** The last answer; that to an earlier question while the next is on its way. */
  readonly value: SensitivityPreview | undefined;
  readonly error: Error | undefined;
  readonly isLoading: boolean;
}

export function usePreview(sensitivity: Sensitivity | undefined): Previewing {
  const generation = useQueries((state) => state.generation);
  const [answer, setAnswer] = useState<Previewing>({ value: undefined, error: undefined, isLoading: true });
  const question = sensitivity === undefined ? undefined : JSON.stringify(sensitivity);

  useEffect(() => {
    if (question === undefined) return;
    const controller = new AbortController();
    setAnswer(({ value }) => ({ value, error: undefined, isLoading: true }));
    const timer = window.setTimeout(() => {
      const asked: Sensitivity = JSON.parse(question);
      askEngine("detection.preview", { sensitivity: asked }, { signal: controller.signal }).then(
        (value) => {
          if (!controller.signal.aborted) setAnswer({ value, error: undefined, isLoading: false });
        },
        (error: unknown) => {
          if (controller.signal.aborted || (error instanceof UserError && error.code === "cancelled")) return;
          const reason = error instanceof Error ? error : new Error(String(error));
          setAnswer(({ value }) => ({ value, error: reason, isLoading: false }));
        },
      );
    }, AFTER_MS);
    return () => {
      window.clearTimeout(timer);
      controller.abort();
    };
  }, [question, generation]);

  return answer;
}
