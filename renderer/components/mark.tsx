/** The mark: a circle crossed by a horizontal line, the load line of a ship. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="32" r="20" fill="none" stroke="currentColor" strokeWidth="4" />
      <line x1="2" y1="32" x2="62" y2="32" stroke="currentColor" strokeWidth="4" />
    </svg>
  );
}
