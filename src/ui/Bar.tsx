import type { ReactNode } from 'react';

/** `info`: the course's own data. `second`: what it is compared with, hatched. `gray`: too early to compare. */
export type BarTone = 'info' | 'second' | 'gray';

interface Props {
  /** 0 to 1 of the width there is; null draws no bar, because a withheld number has no length. */
  readonly share: number | null;
  readonly tone: BarTone;
  /** Which bar it is, where several stand together: the colour says it to the eye, this to a screen reader. */
  readonly name?: ReactNode;
  /** What stands at the bar's end; with the name, all that a screen reader hears. */
  readonly children: ReactNode;
}

/** One zero-based bar with its number at the end. */
export const Bar = ({ share, tone, name, children }: Props): ReactNode => (
  <span className="marginalia-bar">
    <span className="marginalia-bar-track" aria-hidden="true">
      {share !== null && share > 0 && (
        <span
          className={`marginalia-bar-fill marginalia-bar-${tone}`}
          style={{ inlineSize: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%` }}
        />
      )}
    </span>
    <span className="marginalia-bar-label">
      {name !== undefined && <span className="sr-only">{name} </span>}
      {children}
    </span>
  </span>
);

/** A small square of a bar's colour and hatch, to say in a heading which is which. */
export const Swatch = ({ tone }: { readonly tone: BarTone | 'area' | 'layer' }): ReactNode => (
  <span className={`marginalia-swatch marginalia-bar-${tone}`} aria-hidden="true" />
);
