import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import { PanelSkeleton } from '../../ui/PanelSkeleton';
import { lazyPart } from '../../panels/lazy';
import { stateWords } from '../../panels/messages';

const Waiting = (): ReactNode => <PanelSkeleton label={useIntl().formatMessage(stateWords.pending)} />;

/** The instructor's pages, fetched when they are opened: authors never load them. */
export const Instructor = lazyPart(async () => (await import('./Pages')).Pages, { Waiting });
