/** The box at the top of the window, in its four uses. It gives the focus back where it was. */
import { closeQuickInput, showQuickInput, useQuickInput, type QuickInput } from "../state/quick-input.ts";
import { CommandRows } from "./command-rows.tsx";
import { QuickList, QuickRow } from "./quick-list.tsx";
import { QuickOpen } from "./quick-open.tsx";
import { QuickKeys } from "./quick-keys.tsx";
import { QuickText } from "./quick-text.tsx";

export function QuickInputBox() {
  const current = useQuickInput((state) => state.current);
  if (current === undefined) return null;
  const leave = (): void => showQuickInput(undefined);
  return (
    <div
      className="quick-backdrop"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) leave();
      }}
    >
      <div
        className="quick-input"
        role="dialog"
        aria-modal="true"
        aria-label={nameOf(current)}
        onKeyDown={(event) => {
          if (event.key === "Escape") leave();
          event.stopPropagation();
        }}
      >
        <Content input={current} />
      </div>
    </div>
  );
}

function nameOf(input: QuickInput): string {
  if (input.kind === "commands") return "All commands";
  return input.kind === "open" ? "Go to" : input.title;
}

function Content({ input }: { readonly input: QuickInput }) {
  switch (input.kind) {
    case "commands":
      return <CommandPalette />;
    case "open":
      return <QuickOpen />;
    case "choose":
      return (
        <QuickList placeholder={input.title}>
          {input.choices.map((choice) => (
            <QuickRow
              key={choice.id}
              choice={choice}
              onChoose={() => {
                closeQuickInput();
                input.answer(choice.id);
              }}
            />
          ))}
        </QuickList>
      );
    case "keys":
      return (
        <QuickKeys
          question={input}
          onAnswer={(keys) => {
            closeQuickInput();
            input.answer(keys);
          }}
        />
      );
    case "text":
      return (
        <QuickText
          question={input}
          onAnswer={(text) => {
            closeQuickInput();
            input.answer(text);
          }}
        />
      );
  }
}

function CommandPalette() {
  return (
    <QuickList placeholder="Type the name of a command">
      <CommandRows />
    </QuickList>
  );
}
