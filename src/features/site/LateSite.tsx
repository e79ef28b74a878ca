import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { late } from '../../panels/late';
import { stateWords } from '../../panels/messages';
import { PanelSkeleton } from '../../ui/PanelSkeleton';

const Waiting = (): ReactNode => <PanelSkeleton label={useIntl().formatMessage(stateWords.pending)} />;

/** The page about all courses, fetched when it is opened. */
export const Site = late(async () => (await import('./SitePage')).SitePage, { Waiting });
