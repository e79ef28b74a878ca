import type { ReactNode } from 'react';

interface Props {
  readonly stroke: string;
  readonly strokeDasharray: string;
  readonly strokeWidth?: number;
}

/** A short piece of a line, to say in a heading which is which. */
export const LineSwatch = ({ stroke, strokeDasharray, strokeWidth = 2 }: Props): ReactNode => (
  <svg className="marginalia-line-swatch" width="26" height="10" aria-hidden="true" focusable="false">
    <line x1="1" y1="5" x2="25" y2="5" stroke={stroke} strokeWidth={strokeWidth} strokeDasharray={strokeDasharray} />
  </svg>
);
