import { useId, useState } from "react";
import type { QuickInput } from "../state/quick-input.ts";

/** A short question, answered with Enter. */
export function QuickText({
  question,
  onAnswer,
}: {
  readonly question: Extract<QuickInput, { kind: "text" }>;
  readonly onAnswer: (text: string) => void;
}) {
  const [text, setText] = useState(question.value);
  const [problem, setProblem] = useState<string>();
  const id = useId();
  return (
    <form
      className="quick-text"
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = question.check(text);
        setProblem(wrong);
        if (wrong === undefined) onAnswer(text);
      }}
    >
      <label htmlFor={id}>{question.title}</label>
      <input
        id={id}
        className="input"
        autoFocus
        value={text}
        placeholder={question.hint}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={`${id}-problem`} className={problem === undefined ? "quick-hint" : "quick-problem"}>
        {problem ?? "Enter to confirm, Escape to leave"}
      </p>
    </form>
  );
}
