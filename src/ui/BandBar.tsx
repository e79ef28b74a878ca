import type { ReactNode } from 'react';

interface Props {
  /** 0 to 1; null draws no bar. */
  readonly share: number | null;
  /** What most others have, 0 to 1; null draws no band. */
  readonly band: { readonly low: number; readonly high: number } | null;
  /** What stands at the bar's end; the only thing a screen reader hears. */
  readonly children: ReactNode;
}

const percent = (share: number): string => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;

/** One bar before a grey band: where it ends, beside where most end. */
export const BandBar = ({ share, band, children }: Props): ReactNode => (
  <span className="marginalia-bar">
    <span className="marginalia-bar-track marginalia-band-track" aria-hidden="true">
      {band !== null && (
        <span
          className="marginalia-band"
          style={{ insetInlineStart: percent(band.low), inlineSize: percent(Math.max(0.004, band.high - band.low)) }}
        />
      )}
      {share !== null && (
        <span className="marginalia-bar-fill marginalia-bar-info" style={{ inlineSize: percent(share) }} />
      )}
    </span>
    <span className="marginalia-bar-label">{children}</span>
  </span>
);
