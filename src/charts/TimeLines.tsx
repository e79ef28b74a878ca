import type { ReactNode } from 'react';
import { Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { DotItemDotProps, LineProps } from 'recharts';
import { ChartImage } from './ChartImage';
import { GHOST, strokeOf } from '../lib/strokes';

interface TimePoint {
  /** Milliseconds. */
  readonly at: number;
  /** One for each line; null where it may not be disclosed or is not known. */
  readonly values: readonly (number | null)[];
}

interface TimeMark {
  readonly at: number;
  /** A letter or a digit; what it means stands in words below the picture. */
  readonly label: string;
}

interface TimeLinesProps {
  readonly points: readonly TimePoint[];
  /** How many lines; each has a stroke of its own (lib/strokes). */
  readonly lines: number;
  /** The last line is what the others are compared with. */
  readonly ghost?: boolean;
  readonly marks: readonly TimeMark[];
  /** Top of the scale, at least 1. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly desc: string;
  readonly rtl: boolean;
  readonly formatAt: (at: number) => string;
  readonly formatCount: (count: number) => string;
}

const AXIS = { fontSize: 12, fill: 'var(--marginalia-text-quiet)' };
/** So much room a date takes. */
const TICK_WIDTH = 96;

/** Some of the points, evenly apart and no more than fit, the first among them. */
const ticksOf = (points: readonly TimePoint[], width: number): number[] => {
  const most = Math.max(2, Math.floor(width / TICK_WIDTH));
  const step = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, i) => i % step === 0).map(({ at }) => at);
};

/** So much room beside its line the letter of a mark takes, and so much of the width the axes do. */
const [LABEL_WIDTH, AXES_WIDTH] = [14, 72];

/** The letters over the marks: of marks too near to one another, those of all of them over the first. */
export const labelsOf = (marks: readonly TimeMark[], points: readonly TimePoint[], width: number): string[] => {
  const [from, to] = [points.at(0)?.at ?? 0, points.at(-1)?.at ?? 0];
  const scale = (width - AXES_WIDTH) / Math.max(1, to - from);
  const labels: string[] = [];
  let over = 0;
  marks.forEach(({ at, label }, i) => {
    const isNear = i > 0 && Math.abs(at - (marks[over]?.at ?? 0)) * scale < LABEL_WIDTH;
    if (!isNear) over = i;
    labels.push(isNear ? '' : label);
    if (isNear) labels[over] = `${labels[over] ?? ''} ${label}`;
  });
  return labels;
};

/** Whether a point stands between two gaps, so that no line leads to it. */
export const isAlone = (points: readonly TimePoint[], line: number, index: number): boolean =>
  typeof points[index]?.values[line] === 'number' &&
  [index - 1, index + 1].every((beside) => typeof points[beside]?.values[line] !== 'number');

/** Counts over time, from zero up; marks stand at their day. An image with words. */
export const TimeLines = (props: TimeLinesProps): ReactNode => {
  const { points, lines, ghost = false, marks, top, width, height, title, desc, rtl, formatAt, formatCount } = props;
  const few = points.length <= 31;
  const isGhost = (i: number): boolean => ghost && i === lines - 1;
  const dotOf = (line: number): NonNullable<LineProps['dot']> => {
    const fill = isGhost(line) ? GHOST.stroke : strokeOf(line).stroke;
    if (few && lines === 1) return { r: 2.5, fill };
    if (!points.some((_, index) => isAlone(points, line, index))) return false;
    return ({ cx, cy, index, key }: DotItemDotProps) =>
      isAlone(points, line, index) ? <circle key={key} cx={cx} cy={cy} r={2.5} fill={fill} /> : <g key={key} />;
  };
  const labels = labelsOf(marks, points, width);
  // the ghost first, so that it lies behind
  const drawn = Array.from({ length: lines }, (_, i) => i).sort((a, b) => Number(isGhost(b)) - Number(isGhost(a)));
  return (
    <ChartImage title={title} desc={desc}>
      <LineChart
        data={points.map(({ at, values }) => ({ ...values, at }))}
        width={width}
        height={height}
        margin={{ top: 18, right: 12, bottom: 0, left: 12 }}
        accessibilityLayer={false}
      >
        <XAxis
          dataKey="at"
          type="number"
          domain={['dataMin', 'dataMax']}
          ticks={ticksOf(points, width)}
          reversed={rtl}
          tickFormatter={formatAt}
          tick={AXIS}
          tickLine={false}
          stroke="var(--marginalia-rule)"
        />
        <YAxis
          domain={[0, top]}
          ticks={[0, top]}
          tickFormatter={formatCount}
          orientation={rtl ? 'right' : 'left'}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={48}
        />
        {marks.map(({ at, label }, i) => (
          <ReferenceLine
            key={`${at} ${label}`}
            x={at}
            stroke="var(--marginalia-context)"
            strokeDasharray="4 3"
            label={{
              value: labels[i] ?? '',
              position: 'top',
              fontSize: 12,
              fontWeight: 700,
              fill: 'var(--marginalia-second)',
            }}
          />
        ))}
        {drawn.map((i) => (
          <Line
            key={i}
            type="linear"
            dataKey={String(i)}
            {...(isGhost(i) ? GHOST : strokeOf(i))}
            strokeWidth={isGhost(i) ? 1 : 2}
            dot={dotOf(i)}
            activeDot={false}
            isAnimationActive={false}
            connectNulls={false}
          />
        ))}
      </LineChart>
    </ChartImage>
  );
};
