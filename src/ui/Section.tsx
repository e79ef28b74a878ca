import type { ReactNode } from 'react';

interface Props {
  readonly title: ReactNode;
  /** What the marks mean, in the heading's line. */
  readonly legend?: ReactNode;
  readonly children: ReactNode;
}

/** One part of a panel under its own small heading. */
export const Section = ({ title, legend, children }: Props): ReactNode => (
  <section className="marginalia-section">
    <div className="marginalia-section-head">
      <h3>{title}</h3>
      {legend !== undefined && <span className="marginalia-legend">{legend}</span>}
    </div>
    {children}
  </section>
);
