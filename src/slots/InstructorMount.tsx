import type { ReactElement } from 'react';
import { Instructor } from '../features/instructor';
import { PluginRoot } from '../host/PluginRoot';
import { platformHost } from '../host/platform';

/** The instructor's pages on hosts built on @edx/frontend-platform: our own page, alone or in a frame of the LMS. */
export const InstructorMount = ({ courseId }: { readonly courseId: string }): ReactElement => (
  <PluginRoot host={platformHost}>
    <Instructor courseId={courseId} />
  </PluginRoot>
);
