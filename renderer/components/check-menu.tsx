import { useEffect, useRef, useState, type CSSProperties } from "react";
import { Icon } from "./icon.tsx";

export interface CheckChoice {
  readonly id: string;
  readonly title: string;
}

/** A button that opens a list of things to switch on and off. */
export function CheckMenu({
  label,
  icon,
  choices,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly icon: string;
  readonly choices: readonly CheckChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}) {
  const [place, setPlace] = useState<CSSProperties>();
  const isOpen = place !== undefined;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && element.current?.contains(event.target) === false) setPlace(undefined);
    };
    window.addEventListener("pointerdown", onPointerDown);
    return () => window.removeEventListener("pointerdown", onPointerDown);
  }, [isOpen]);

  return (
    <div
      ref={element}
      className="check-menu"
      onKeyDown={(event) => {
        if (event.key === "Escape") setPlace(undefined);
      }}
    >
      <button
        type="button"
        className="button secondary"
        aria-expanded={isOpen}
        aria-label={label}
        onClick={(event) => setPlace(isOpen ? undefined : roomAround(event.currentTarget))}
      >
        <Icon name={icon} /> <span className="label">{label}</span> <Icon name="chevron-down" />
      </button>
      {isOpen ? (
        <fieldset className="check-list" style={place}>
          <legend className="visually-hidden">{label}</legend>
          {choices.map(({ id, title }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              {title}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

const GAP = 2;
const MARGIN = 8;

/** Under the button, or over it where there is more room; a list that is longer still scrolls. */
function roomAround(button: HTMLElement): CSSProperties {
  const box = button.getBoundingClientRect();
  const below = window.innerHeight - box.bottom;
  const right = window.innerWidth - box.right;
  return below >= box.top
    ? { right, top: box.bottom + GAP, maxHeight: below - MARGIN }
    : { right, bottom: window.innerHeight - box.top + GAP, maxHeight: box.top - MARGIN };
}
