import { createContext, useContext, useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: ReactNode;
  /** 4: a part of a section; 5: a part of that. */
  readonly level?: 3 | 4 | 5;
  /** What the marks mean, in the heading's line. */
  readonly legend?: ReactNode;
  readonly children: ReactNode;
}

const Heading = createContext<string | undefined>(undefined);

/** The id of the heading of the section around a button, which sets it apart from buttons of the same name. */
export const useSectionHeading = (): string | undefined => useContext(Heading);

/** One part of a panel under its own small heading. */
export const Section = ({ title, level = 3, legend, children }: Props): ReactNode => {
  const id = useId();
  const Tag = `h${level}` as const;
  return (
    <section className="marginalia-section">
      <div className="marginalia-section-head">
        <Tag id={id}>{title}</Tag>
        {legend !== undefined && <span className="marginalia-legend">{legend}</span>}
      </div>
      <Heading.Provider value={id}>{children}</Heading.Provider>
    </section>
  );
};
