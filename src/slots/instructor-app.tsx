import type { ReactElement, ReactNode } from 'react';
import { WidgetOperationTypes } from '@openedx/frontend-base';
import type { App } from '@openedx/frontend-base';
import { useParams } from 'react-router-dom';
import { Margin, useSelection } from '../features/margin';
import type { HostBlock } from '../features/margin';
import { PluginRoot } from '../host/PluginRoot';
import { APP_ID, baseHost } from '../host/base';

const NO_BLOCKS: ReadonlyMap<string, HostBlock> = new Map();

const Course = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const { selected, select, takeFocus } = useSelection(courseId);
  return (
    <Margin
      courseId={courseId}
      courseName={courseId}
      home={null}
      selected={selected}
      onSelect={select}
      hostBlocks={NO_BLOCKS}
      takeFocus={takeFocus}
    />
  );
};

/** The tab's page. The host hands it nothing: the course stands in the address. */
const InstructorTab = (): ReactNode => {
  const { courseId } = useParams();
  return courseId === undefined ? null : (
    <PluginRoot host={baseHost}>
      <Course key={courseId} courseId={courseId} />
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
