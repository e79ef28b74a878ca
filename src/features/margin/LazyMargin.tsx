import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { PanelSkeleton } from '../../ui/PanelSkeleton';
import { lazyPart } from '../../panels/lazy';
import { stateWords } from '../../panels/messages';

const Waiting = (): ReactNode => {
  const intl = useIntl();
  return (
    <div className="marginalia-margin">
      <PanelSkeleton label={intl.formatMessage(stateWords.pending)} parts={['head']} />
    </div>
  );
};

/** The margin, fetched when one is opened first: whoever only sees the outline's figures never loads the panels. */
export const Margin = lazyPart(async () => (await import('./Margin')).Margin, { Waiting });
