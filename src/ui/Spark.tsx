import type { ReactNode } from 'react';

const [WIDTH, HEIGHT, EDGE] = [96, 28, 3];

/** A small line without axes: how a number went. Only for the eye; what it ends in stands beside it. A gap where nothing may be disclosed. */
export const Spark = ({ values }: { readonly values: readonly (number | null)[] }): ReactNode => {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const most = Math.max(1, ...known);
  const x = (i: number): number => EDGE + (i / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number): number => HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE);
  const points = values.map((value, i) => (value === null ? null : `${x(i).toFixed(1)},${y(value).toFixed(1)}`));
  const path = points.reduce<string>(
    (text, point, i) => (point === null ? text : `${text}${i === 0 || points[i - 1] === null ? 'M' : 'L'}${point}`),
    '',
  );
  const last = values.at(-1);
  return (
    <svg
      className="marginalia-spark"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
      {typeof last === 'number' && <circle cx={x(values.length - 1)} cy={y(last)} r="2.5" />}
    </svg>
  );
};
