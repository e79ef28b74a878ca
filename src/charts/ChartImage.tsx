import { useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
  /** What it shows. */
  readonly title: string;
  /** What can be seen in it, in a sentence. */
  readonly desc: string;
  readonly children: ReactNode;
}

/**
 * A chart as one image with words. What it is drawn of is kept from screen readers: they would read each tick of an axis as
 * a text of its own.
 */
export const ChartImage = ({ title, desc, children }: Props): ReactNode => {
  const id = useId();
  return (
    <div role="img" aria-label={title} aria-describedby={id}>
      <span id={id} hidden>
        {desc}
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
};
