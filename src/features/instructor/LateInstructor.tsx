import { Suspense, lazy } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { PanelSkeleton } from '../../ui/PanelSkeleton';
import { stateWords } from '../shared/messages';

const Pages = lazy(async () => ({ default: (await import('./Pages')).Pages }));

/** The instructor's pages, fetched when they are opened: authors never load them. */
export const Instructor = (props: ComponentProps<typeof Pages>): ReactNode => {
  const intl = useIntl();
  return (
    <Suspense fallback={<PanelSkeleton label={intl.formatMessage(stateWords.pending)} />}>
      <Pages {...props} />
    </Suspense>
  );
};
