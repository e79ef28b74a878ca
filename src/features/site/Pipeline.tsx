import type { ReactNode } from 'react';

/**
 * How events are taken in: lag, rejected statements, backlog, version. Nothing is drawn until the service states it; it
 * stands here, at the head of the data health tab, once `SiteOverview` has a member for it.
 */
export const Pipeline = (): ReactNode => null;
