import type { ReactNode } from 'react';
import { Bar, ComposedChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { ChartImage } from './ChartImage';

interface WeekRate {
  /** The week's name as shown below its bar. */
  readonly label: string;
  /** 0 to 1; null where it may not be disclosed or there was nobody. */
  readonly value: number | null;
  /** The block was edited in this week. */
  readonly edited: boolean;
}

interface WeekRatesProps {
  readonly weeks: readonly WeekRate[];
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly desc: string;
  readonly rtl: boolean;
  readonly formatShare: (share: number) => string;
}

const AXIS = { fontSize: 12, fill: 'var(--marginalia-text-quiet)' };

/** A share by week, as bars from zero to all; a triangle where the block was edited. An image with words. */
export const WeekRates = ({ weeks, width, height, title, desc, rtl, formatShare }: WeekRatesProps): ReactNode => (
  <ChartImage title={title} desc={desc}>
    <ComposedChart
      data={[...weeks]}
      width={width}
      height={height}
      margin={{ top: 16, right: 8, bottom: 0, left: 8 }}
      accessibilityLayer={false}
    >
      <XAxis
        dataKey="label"
        reversed={rtl}
        tick={AXIS}
        tickLine={false}
        stroke="var(--marginalia-rule)"
        minTickGap={8}
      />
      <YAxis
        domain={[0, 1]}
        ticks={[0, 0.5, 1]}
        tickFormatter={formatShare}
        orientation={rtl ? 'right' : 'left'}
        tick={AXIS}
        tickLine={false}
        axisLine={false}
        width={44}
      />
      <ReferenceLine y={0.5} stroke="var(--marginalia-rule)" strokeDasharray="2 4" />
      <ReferenceLine y={1} stroke="var(--marginalia-rule)" strokeDasharray="2 4" />
      <Bar dataKey="value" fill="var(--marginalia-data)" maxBarSize={36} isAnimationActive={false} />
      {weeks
        .filter(({ edited }) => edited)
        .map(({ label }) => (
          <ReferenceLine
            key={label}
            x={label}
            stroke="var(--marginalia-second)"
            strokeDasharray="4 3"
            label={{ value: '▲', position: 'top', fontSize: 12, fill: 'var(--marginalia-second)' }}
          />
        ))}
    </ComposedChart>
  </ChartImage>
);
