import { Icon } from "./icon.tsx";

/** A button of one icon; its title is its name. */
export function IconButton({
  icon,
  title,
  onClick,
  isPressed,
  isDisabled = false,
}: {
  readonly icon: string;
  readonly title: string;
  readonly onClick: () => void;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
}) {
  return (
    <button
      type="button"
      className="icon-button"
      title={title}
      aria-label={title}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
