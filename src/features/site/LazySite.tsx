import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { lazyPart } from '../../panels/lazy';
import { stateWords } from '../../panels/messages';
import { PanelSkeleton } from '../../ui/PanelSkeleton';

const Waiting = (): ReactNode => <PanelSkeleton label={useIntl().formatMessage(stateWords.pending)} />;

/** The page about all courses, fetched when it is opened. */
export const Site = lazyPart(async () => (await import('./SitePage')).SitePage, { Waiting });
