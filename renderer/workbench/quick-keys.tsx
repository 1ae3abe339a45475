import { useId, useState } from "react";
import { isModifier, keysOf } from "../commands/keybinding.ts";
import type { QuickInput } from "../state/quick-input.ts";

/** Asks for keys by having them pressed; Enter takes them. */
export function QuickKeys({
  question,
  onAnswer,
}: {
  readonly question: Extract<QuickInput, { kind: "keys" }>;
  readonly onAnswer: (keys: string) => void;
}) {
  const [keys, setKeys] = useState("");
  const id = useId();
  const taken = keys === "" ? undefined : question.taken(keys);
  return (
    <div className="quick-text">
      <label htmlFor={id}>{question.title}</label>
      <input
        id={id}
        className="input"
        autoFocus
        readOnly
        value={keys}
        placeholder="Press the keys"
        aria-describedby={`${id}-taken`}
        onKeyDown={(event) => {
          if (event.key === "Escape" || event.key === "Tab") return;
          event.preventDefault();
          if (event.key === "Enter" && keysOf(event) === "Enter") {
            if (keys !== "") onAnswer(keys);
          } else if (!isModifier(event)) {
            setKeys(keysOf(event));
          }
        }}
      />
      <p id={`${id}-taken`} className={taken === undefined ? "quick-hint" : "quick-problem"} role="status">
        {taken ?? "Enter to take the keys, Escape to leave"}
      </p>
    </div>
  );
}
