import type { ReactNode } from 'react';

interface Props {
  /** 0 to 1; null draws no dot. */
  readonly share: number | null;
  /** What most others have, 0 to 1; null draws no band. */
  readonly band: { readonly low: number; readonly high: number } | null;
  /** What stands at the line's end; the only thing a screen reader hears. */
  readonly children: ReactNode;
}

const percent = (share: number): string => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;

/** A dot on a line with a gray band: where one is, and where most are. */
export const BandDot = ({ share, band, children }: Props): ReactNode => (
  <span className="marginalia-band-line">
    <span className="marginalia-band-track" aria-hidden="true">
      {band !== null && (
        <span
          className="marginalia-band"
          style={{ insetInlineStart: percent(band.low), inlineSize: percent(Math.max(0.01, band.high - band.low)) }}
        />
      )}
      {share !== null && <span className="marginalia-dot" style={{ insetInlineStart: percent(share) }} />}
    </span>
    <span>{children}</span>
  </span>
);
