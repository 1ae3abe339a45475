/** Where a filter is typed: says what is wrong and where, and offers what could be typed next. */
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { completeFilter, typedPart, type Suggestion } from "../../../src/filter/complete-filter.ts";
import { findField } from "../../../src/filter/field.ts";
import { parseFilter } from "../../../src/filter/parse-filter.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { changeList, useListState } from "../../state/lists.ts";
import { useEngine } from "../../state/queries.ts";
import type { ListDefinition } from "./list-definition.ts";
import { useSelectionQuery } from "./use-list-query.ts";

const TYPING_MS = 300;

export function FilterInput<Row>({ list }: { readonly list: ListDefinition<Row> }) {
  const { kind, title, fields } = list;
  const zone = useDisplayZone();
  const applied = useListState(kind).filter;
  const [text, setText] = useState(applied);
  const [caret, setCaret] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { problem } = parseFilter(text, fields, zone);

  // Another part of the window may narrow the list: then the text follows.
  const last = useRef(applied);
  useEffect(() => {
    if (applied !== last.current) setText(applied);
    last.current = applied;
  }, [applied]);
  const apply = useCallback(
    (filter: string): void => {
      last.current = filter.trim();
      changeList(kind, { filter: filter.trim() });
    },
    [kind],
  );
  const isUnderstood = problem === undefined;
  useEffect(() => {
    if (!isUnderstood) return;
    const timer = window.setTimeout(() => apply(text), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [apply, text, isUnderstood]);

  const suggestions = useSuggestions(list, text, caret, isOpen);
  const accept = (suggestion: Suggestion): void => {
    const before = text.slice(0, suggestion.from) + suggestion.text;
    const isValue = !suggestion.text.endsWith(":");
    const next = `${before}${isValue ? " " : ""}${text.slice(suggestion.to).trimStart()}`;
    const at = before.length + (isValue ? 1 : 0);
    setText(next);
    setMarked(-1);
    setCaret(at);
    window.requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = suggestions[marked];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setOpen(true);
      if (suggestions.length === 0) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      setMarked(
        marked === -1 && step === -1
          ? suggestions.length - 1
          : (marked + step + suggestions.length) % suggestions.length,
      );
    } else if ((event.key === "Enter" || event.key === "Tab") && isOpen && chosen !== undefined) {
      accept(chosen);
    } else if (event.key === "Enter") {
      setOpen(false);
      if (problem === undefined) apply(text);
    } else if (event.key === "Escape" && isOpen) {
      setOpen(false);
      setMarked(-1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const follow = (): void => setCaret(input.current?.selectionStart ?? 0);
  const isShown = isOpen && suggestions.length > 0;

  return (
    <div className="filter-input">
      <input
        ref={input}
        type="text"
        className="input"
        role="combobox"
        spellCheck={false}
        autoComplete="off"
        placeholder={`Filter: text, or ${fields[1]?.name ?? "field"}:value and not …`}
        aria-label={`Filter ${title}`}
        aria-expanded={isShown}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={isShown && marked >= 0 ? `${id}-${String(marked)}` : undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setOpen(true);
          setMarked(-1);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={follow}
        onClick={follow}
        onBlur={() => setOpen(false)}
      />
      {isShown ? (
        <ul
          className="filter-options"
          id={`${id}-options`}
          role="listbox"
          aria-label={`Could be typed next in ${title}`}
        >
          {suggestions.map((one, index) => (
            <li
              key={one.text}
              id={`${id}-${String(index)}`}
              role="option"
              aria-selected={index === marked}
              onPointerDown={(event) => {
                event.preventDefault();
                accept(one);
              }}
            >
              <span className="data">{one.text}</span> <span className="muted">{one.detail}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <p id={`${id}-problem`} className="filter-problem" role="status" hidden={problem === undefined}>
        {problem === undefined ? null : (
          <>
            {problem.message}{" "}
            <span className="data">
              {wordsBefore(text, problem.from)}
              <mark>{text.slice(problem.from, problem.to) || "␣"}</mark>
            </span>
          </>
        )}
      </p>
    </div>
  );
}

const MOST_BEFORE = 24;

/** What stands before a place in a text, as far as it says where that is. */
function wordsBefore(text: string, end: number): string {
  return end > MOST_BEFORE ? `…${text.slice(end - MOST_BEFORE, end)}` : text.slice(0, end);
}

/** Fields, or the values that occur in the list for the field that is typed in. */
function useSuggestions<Row>(
  { kind, fields }: ListDefinition<Row>,
  text: string,
  caret: number,
  isOpen: boolean,
): readonly Suggestion[] {
  const selected = useSelectionQuery();
  const part = isOpen ? typedPart(text, caret) : undefined;
  const field = part?.kind === "value" ? findField(fields, part.field) : undefined;
  const asks = field?.repeats === true && field.choices === undefined;
  const groups = useEngine("list.groups", asks ? { ...selected, kind, by: field.name } : undefined).value ?? [];
  const values = groups.flatMap(({ value }) => (value === undefined ? [] : [String(value)]));
  return completeFilter(part, fields, values);
}
