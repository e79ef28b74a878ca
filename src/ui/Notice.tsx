import type { ReactNode } from 'react';

interface Props {
  readonly title?: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** `quiet`: a line among others. `box`: stands in for the whole panel. */
  readonly shape?: 'quiet' | 'box';
  /** Read out when it appears: for what changed without the reader having done anything. */
  readonly announce?: boolean;
}

/** A state in words: why there is nothing to see, or what to know about what is there. */
export const Notice = ({ title, children, action, shape = 'box', announce = false }: Props): ReactNode => (
  <div className={`marginalia-notice marginalia-notice-${shape}`} role={announce ? 'status' : undefined}>
    {title !== undefined && <p className="marginalia-notice-title">{title}</p>}
    <p>{children}</p>
    {action}
  </div>
);
