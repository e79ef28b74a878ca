import { useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Margin, useSelection } from '../features/margin';
import { PluginRoot } from '../host/PluginRoot';
import { readOutlineSidebar } from './props';
import type { OutlineSidebarProps } from './props';
import { reportOnce } from './report-once';

const Sidebar = ({ courseId, courseName, blocks }: OutlineSidebarProps): ReactNode => {
  const [selected, select] = useSelection(courseId);
  return (
    <Margin
      courseId={courseId}
      courseName={courseName}
      home={null}
      selected={selected}
      onSelect={select}
      hostBlocks={blocks}
      followFocus
    />
  );
};

/** The margin of the course outline page. */
export const OutlineSidebarMount = (props: Record<string, unknown>): ReactElement | null => {
  const known = useMemo(() => readOutlineSidebar(props), [props]);
  if (known === null) {
    reportOnce('OutlineSidebarMount');
    return null;
  }
  return (
    <PluginRoot>
      <Sidebar key={known.courseId} {...known} />
    </PluginRoot>
  );
};
