/** What the palest and the strongest shade of a picture stand for; `colour` is the name of the strongest. */
export function ColourScale({
  from,
  to,
  colour,
}: {
  readonly from: string;
  readonly to: string;
  readonly colour: string;
}) {
  return (
    <span className="colour-scale muted">
      {from}
      <i style={{ background: `linear-gradient(90deg, var(--grid), var(--${colour}))` }} />
      {to}
    </span>
  );
}
