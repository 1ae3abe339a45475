import { useEffect, useRef, useState } from "react";
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
  const [isOpen, setOpen] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && element.current?.contains(event.target) === false) setOpen(false);
    };
    window.addEventListener("pointerdown", onPointerDown);
    return () => window.removeEventListener("pointerdown", onPointerDown);
  }, [isOpen]);

  return (
    <div
      ref={element}
      className="check-menu"
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
    >
      <button
        type="button"
        className="button secondary small"
        aria-expanded={isOpen}
        aria-label={label}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={icon} /> <span className="label">{label}</span> <Icon name="chevron-down" />
      </button>
      {isOpen ? (
        <fieldset className="check-list">
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
