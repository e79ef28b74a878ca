import type { ReactNode } from 'react';

interface Props {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** The numbers at the two ends of the line. */
  readonly from: number;
  readonly to: number;
  /** What these are called. */
  readonly ends: readonly [ReactNode, ReactNode];
}

/** A line with a box on it that half of all are in, and a mark where the middle one is. */
export const RangeBar = ({ low, middle, high, from, to, ends }: Props): ReactNode => {
  const percent = (length: number): string => `${((length / (to - from)) * 100).toFixed(2)}%`;
  return (
    <span className="marginalia-range">
      <span className="marginalia-range-line">
        <span
          className="marginalia-range-half"
          style={{ insetInlineStart: percent(low - from), inlineSize: percent(high - low) }}
        />
        <span className="marginalia-range-middle" style={{ insetInlineStart: percent(middle - from) }} />
      </span>
      <span className="marginalia-range-ends">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </span>
    </span>
  );
};
