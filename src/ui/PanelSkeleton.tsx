import type { ReactNode } from 'react';
import { Skeleton } from '@openedx/paragon';

/** The panel to be, in its final shape: a sentence, numbers, a picture. `label` is what a screen reader hears. */
export const PanelSkeleton = ({ label }: { readonly label: string }): ReactNode => (
  <div className="marginalia-skeleton" role="status" aria-label={label}>
    <div aria-hidden="true">
      <Skeleton height="1.5em" count={2} />
      <div className="marginalia-stats">
        {[0, 1, 2, 3].map((i) => (
          <div key={i}>
            <Skeleton height="1.75rem" width="70%" />
            <Skeleton height="0.875rem" />
          </div>
        ))}
      </div>
      <Skeleton height="11rem" />
    </div>
  </div>
);
