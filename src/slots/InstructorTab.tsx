import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { Instructor } from '../features/instructor';
import { PluginRoot } from '../host/PluginRoot';
import { baseHost } from '../host/base';

/** The tab's page. The host hands it nothing: the course stands in the address. */
export const InstructorTab = (): ReactNode => {
  const { courseId } = useParams();
  return courseId === undefined ? null : (
    <PluginRoot host={baseHost}>
      <Instructor key={courseId} courseId={courseId} />
    </PluginRoot>
  );
};
