import type { ReactNode } from 'react';

interface Props {
  /** 0 to 1; null draws no bar. */
  readonly share: number | null;
  /** The number itself: what everybody reads. */
  readonly children: ReactNode;
}

/** A short bar beside a number in a table: the eye compares rows by it and reads the number. */
export const InlineBar = ({ share, children }: Props): ReactNode => (
  <span className="marginalia-inline-bar">
    {share !== null && (
      <span className="marginalia-inline-track" aria-hidden="true">
        <span style={{ inlineSize: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%` }} />
      </span>
    )}
    <span>{children}</span>
  </span>
);
