import type { ReactElement } from 'react';
import { WidgetOperationTypes } from '@openedx/frontend-base';
import type { App, SlotOperation } from '@openedx/frontend-base';
import { lazyPart } from '../panels/lazy';
import { APP_ID, baseHost } from '../host/base';
import { contained } from './contained';

/** Fetched, with its styles, when the tab is opened: the site's other pages carry none of it. */
const LazyTab = lazyPart<object>(async () => (await import('./InstructorTab')).InstructorTab, {
  report: (error) => baseHost.reportError(error),
});
const InstructorTab = contained('InstructorTab', baseHost, LazyTab);

/** The host reads the props of such elements and never draws them. */
const TabRoute = (_: { readonly tabId: string; readonly content: ReactElement }): null => null;
const TabLink = (_: {
  readonly tabId: string;
  readonly title: string;
  readonly url: string;
  readonly sortOrder: number;
}): null => null;

const TAB_ID = 'marginalia';
const DASHBOARD = /\/instructor-dashboard\/[^/]+/;

/** The address of our tab in the dashboard that is open, from the site's root; the host follows it without loading anew. */
const tabUrl = (): string => {
  const [dashboard] = DASHBOARD.exec(window.location.pathname) ?? [];
  return dashboard === undefined ? TAB_ID : `${dashboard}/${TAB_ID}`;
};

/**
 * Marginalia as an app of a frontend-base site: what the tab `marginalia` of the instructor dashboard shows. The tab
 * itself comes from the LMS, which knows who may see it.
 */
export const marginaliaApp: App = {
  appId: APP_ID,
  slots: [
    {
      slotId: 'org.openedx.frontend.slot.instructorDashboard.routes.v1',
      id: 'org.openedx.frontend.widget.marginalia.instructorTab',
      op: WidgetOperationTypes.APPEND,
      element: <TabRoute tabId={TAB_ID} content={<InstructorTab />} />,
    },
  ],
};

/**
 * The tab for sites whose LMS gives none, to go into the app's `slots`. The host asks for `element` whenever it draws its
 * tabs, and so gets the address of the course that is open then.
 */
export const marginaliaTab = (title = 'Analytics'): SlotOperation => ({
  slotId: 'org.openedx.frontend.slot.instructorDashboard.tabs.v1',
  id: 'org.openedx.frontend.widget.marginalia.instructorTabLink',
  op: WidgetOperationTypes.APPEND,
  get element() {
    return <TabLink tabId={TAB_ID} title={title} url={tabUrl()} sortOrder={125} />;
  },
});
