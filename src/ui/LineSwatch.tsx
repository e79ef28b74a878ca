import type { ReactNode } from 'react';

interface Props {
  readonly stroke: string;
  readonly strokeDasharray: string;
}

/** A short piece of a line, to say in a heading which is which. */
export const LineSwatch = ({ stroke, strokeDasharray }: Props): ReactNode => (
  <svg className="marginalia-line-swatch" width="26" height="10" aria-hidden="true" focusable="false">
    <line x1="1" y1="5" x2="25" y2="5" stroke={stroke} strokeWidth="2" strokeDasharray={strokeDasharray} />
  </svg>
);
