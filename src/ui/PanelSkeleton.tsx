import type { ReactNode } from 'react';
import { Skeleton } from '@openedx/paragon';

/** What a panel is made of from top to bottom, and how many rows of it there mostly are. */
export type SkeletonPart = 'head' | 'stats' | 'chart' | { readonly rows: number; readonly height?: string };

const Rows = ({ rows, height = '2.25rem' }: { readonly rows: number; readonly height?: string }): ReactNode => (
  <div className="marginalia-section">
    <Skeleton height="1.1875rem" width="40%" />
    <Skeleton height={height} count={rows} />
  </div>
);

const Part = ({ part }: { readonly part: SkeletonPart }): ReactNode => {
  switch (part) {
    case 'head':
      return (
        <div className="marginalia-head">
          <Skeleton height="1.125rem" width="30%" />
          <Skeleton height="1.5rem" width="70%" />
        </div>
      );
    case 'stats':
      return (
        <div className="marginalia-stats-box">
          <div className="marginalia-stats">
            {[0, 1, 2, 3].map((i) => (
              <div key={i}>
                <Skeleton height="1.625rem" width="70%" />
                <Skeleton height="0.9375rem" count={2} />
              </div>
            ))}
          </div>
        </div>
      );
    case 'chart':
      return (
        <div className="marginalia-section">
          <Skeleton height="1.1875rem" width="40%" />
          <Skeleton height="11.25rem" />
        </div>
      );
    default:
      return <Rows {...part} />;
  }
};

interface Props {
  /** What a screen reader hears. */
  readonly label: string;
  /** Below the sentence that every panel begins with. */
  readonly parts?: readonly SkeletonPart[] | undefined;
}

/** Most panels have some numbers and a list. */
const USUAL: readonly SkeletonPart[] = ['stats', { rows: 5 }];

/** The panel to be, in its final shape, so that nothing jumps when the figures come. */
export const PanelSkeleton = ({ label, parts = USUAL }: Props): ReactNode => (
  <div className="marginalia-skeleton" role="img" aria-label={label}>
    <div aria-hidden="true">
      {parts[0] === 'head' && <Part part="head" />}
      <Skeleton height="1.25rem" count={2} />
      {parts
        .filter((part) => part !== 'head')
        .map((part, i) => (
          <Part key={i} part={part} />
        ))}
    </div>
  </div>
);
