const WIDTH = 60;
const HEIGHT = 14;

/** A line of a few pixels; it breaks where a value is missing. `values` are shares of the height, 0–1. */
export function Sparkline({ values, label }: { readonly values: ArrayLike<number>; readonly label: string }) {
  const step = WIDTH / Math.max(1, values.length - 1);
  let path = "";
  let isDown = false;
  Array.from(values).forEach((value, at) => {
    if (Number.isNaN(value)) {
      isDown = false;
      return;
    }
    const y = HEIGHT - 1 - Math.min(1, Math.max(0, value)) * (HEIGHT - 2);
    path += `${isDown ? "L" : "M"}${(at * step).toFixed(1)} ${y.toFixed(1)}h0`;
    isDown = true;
  });
  return (
    <svg
      className="sparkline"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}
