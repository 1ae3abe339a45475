import { CommandButton } from "../components/command-button.tsx";
import { Mark } from "../components/mark.tsx";

/** What an empty group of editors shows: the mark and the ways out. */
export function Watermark() {
  return (
    <div className="watermark">
      <Mark size={96} />
      <CommandButton id="quickOpen.show" look="link" />
      <CommandButton id="palette.show" look="link" />
      <CommandButton id="import.files" look="link" />
      <CommandButton id="view.fleet" look="link" />
    </div>
  );
}
