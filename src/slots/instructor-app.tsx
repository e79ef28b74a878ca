import type { ReactElement, ReactNode } from 'react';
import { WidgetOperationTypes } from '@openedx/frontend-base';
import type { App } from '@openedx/frontend-base';
import { useParams } from 'react-router-dom';
import { Instructor } from '../features/instructor';
import { PluginRoot } from '../host/PluginRoot';
import { APP_ID, baseHost } from '../host/base';

/** The tab's page. The host hands it nothing: the course stands in the address. */
const InstructorTab = (): ReactNode => {
  const { courseId } = useParams();
  return courseId === undefined ? null : (
    <PluginRoot host={baseHost}>
      <Instructor key={courseId} courseId={courseId} />
    </PluginRoot>
  );
};

/** The host reads the props of the element and never draws it. */
const TabRoute = (_: { readonly tabId: string; readonly content: ReactElement }): null => null;

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
      element: <TabRoute tabId="marginalia" content={<InstructorTab />} />,
    },
  ],
};
