import type { ReactNode } from 'react';
import { Area, AreaChart, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import { ChartImage } from './ChartImage';

interface WatchPoint {
  readonly second: number;
  /** Learners who saw this second; null where it may not be disclosed. */
  readonly viewers: number | null;
  /** How often it was watched again; null where it may not be disclosed. */
  readonly repeats: number | null;
}

interface WatchCurveProps {
  readonly points: readonly WatchPoint[];
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly desc: string;
  /** Top of the scale: all viewers, or more where repeats reach higher. Never the curve's own maximum. */
  readonly top: number;
  readonly viewers: number;
  /** A passage, or a moment where both ends are the same. */
  readonly marker: { readonly from: number; readonly to: number } | null;
  readonly formatSecond: (second: number) => string;
  readonly formatCount: (count: number) => string;
}

const AXIS = { fontSize: 12, fill: 'var(--marginalia-text-quiet)' };

/**
 * Who saw each second of a video: an area of learners, and above it, hatched, how often it was watched again. An image
 * with words; the list of moments beside it is the way in by keyboard. Time runs from left to right in every language,
 * as it does in the player.
 */
export const WatchCurve = (props: WatchCurveProps): ReactNode => {
  const { points, width, height, title, desc, top, viewers, marker, formatSecond, formatCount } = props;
  const end = points.length;
  return (
    <ChartImage title={title} desc={desc}>
      <AreaChart
        data={[...points]}
        width={width}
        height={height}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <defs>
          <pattern
            id="marginalia-hatch"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="5" height="5" fill="var(--marginalia-data-soft)" />
            <line x1="0" y1="0" x2="0" y2="5" stroke="var(--marginalia-second)" strokeWidth="2.5" />
          </pattern>
        </defs>
        <XAxis
          dataKey="second"
          type="number"
          domain={[0, end]}
          ticks={ticksFor(end)}
          tickFormatter={formatSecond}
          tick={AXIS}
          tickLine={false}
          stroke="var(--marginalia-rule)"
        />
        <YAxis
          domain={[0, top]}
          ticks={[0, viewers]}
          tickFormatter={formatCount}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={36}
          allowDataOverflow
        />
        <ReferenceLine y={viewers} stroke="var(--marginalia-context)" strokeDasharray="2 4" />
        <Area
          type="stepAfter"
          dataKey="viewers"
          stackId="watched"
          stroke="var(--marginalia-data)"
          strokeWidth={1.5}
          fill="var(--marginalia-data)"
          fillOpacity={0.75}
          isAnimationActive={false}
          activeDot={false}
        />
        <Area
          type="stepAfter"
          dataKey="repeats"
          stackId="watched"
          stroke="var(--marginalia-second)"
          strokeWidth={1}
          fill="url(#marginalia-hatch)"
          fillOpacity={1}
          isAnimationActive={false}
          activeDot={false}
        />
        {marker !== null && marker.to > marker.from + 1 && (
          <ReferenceArea x1={marker.from} x2={marker.to} fill="var(--marginalia-second)" fillOpacity={0.16} />
        )}
        {marker !== null && (
          <ReferenceLine
            x={marker.from}
            stroke="var(--marginalia-second)"
            strokeWidth={2}
            label={{
              value: formatSecond(marker.from),
              position: marker.from > end * 0.85 ? 'insideTopRight' : 'insideTopLeft',
              fontSize: 12,
              fontWeight: 700,
              fill: 'var(--marginalia-second)',
              // readable on what it lies over
              stroke: 'var(--marginalia-surface)',
              strokeWidth: 3,
              paintOrder: 'stroke',
            }}
          />
        )}
      </AreaChart>
    </ChartImage>
  );
};

const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** At most five marks on the time axis, at round times. */
const ticksFor = (end: number): number[] => {
  const step = STEPS.find((s) => end / s <= 5) ?? Math.ceil(end / 5);
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
};
