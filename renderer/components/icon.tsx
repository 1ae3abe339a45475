/** A codicon. It repeats what a label beside it says, so it is hidden from those who listen. */
export function Icon({ name, className = "" }: { readonly name: string; readonly className?: string }) {
  return <span className={`codicon codicon-${name} ${className}`} aria-hidden="true" />;
}
