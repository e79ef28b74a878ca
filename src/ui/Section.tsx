import { createContext, useContext, useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: ReactNode;
  /** What the marks mean, in the heading's line. */
  readonly legend?: ReactNode;
  readonly children: ReactNode;
}

const Heading = createContext<string | undefined>(undefined);

/** The id of the heading of the section around a button, which tells it from buttons of the same name. */
export const useSectionHeading = (): string | undefined => useContext(Heading);

/** One part of a panel under its own small heading. */
export const Section = ({ title, legend, children }: Props): ReactNode => {
  const id = useId();
  return (
    <section className="marginalia-section">
      <div className="marginalia-section-head">
        <h3 id={id}>{title}</h3>
        {legend !== undefined && <span className="marginalia-legend">{legend}</span>}
      </div>
      <Heading.Provider value={id}>{children}</Heading.Provider>
    </section>
  );
};
