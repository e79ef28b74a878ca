import type { ReactNode } from 'react';

interface Props {
  /** Where the filled and the open dot stand, 0 to 1; null draws none. */
  readonly filled: number | null;
  readonly open: number | null;
  /** The numbers; the only thing a screen reader hears. */
  readonly children: ReactNode;
}

const at = (share: number) => ({ insetInlineStart: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%` });

/** Two shares on one line from none to all: two dots that differ in shape, not in colour alone. */
export const Dots = ({ filled, open, children }: Props): ReactNode => (
  <span className="marginalia-dots">
    <span className="marginalia-dots-track" aria-hidden="true">
      {open !== null && <span className="marginalia-dot marginalia-dot-open" style={at(open)} />}
      {filled !== null && <span className="marginalia-dot" style={at(filled)} />}
    </span>
    <span className="marginalia-bar-label">{children}</span>
  </span>
);

/** One of the dots, to say in a heading which is which. */
export const DotSwatch = ({ open = false }: { readonly open?: boolean }): ReactNode => (
  <span className={`marginalia-dot marginalia-dot-swatch${open ? ' marginalia-dot-open' : ''}`} aria-hidden="true" />
);
