import { Suspense, lazy } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { PanelSkeleton } from '../../ui/PanelSkeleton';
import { stateWords } from '../shared/messages';

const Panels = lazy(async () => ({ default: (await import('./Margin')).Margin }));

/** The margin, fetched when one is opened first: whoever only sees the outline's figures never loads the panels. */
export const Margin = (props: ComponentProps<typeof Panels>): ReactNode => {
  const intl = useIntl();
  return (
    <Suspense
      fallback={
        <div className="marginalia-margin">
          <PanelSkeleton label={intl.formatMessage(stateWords.pending)} parts={['head']} />
        </div>
      }
    >
      <Panels {...props} />
    </Suspense>
  );
};
