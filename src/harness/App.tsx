import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { CoursesPage, FirstCourse } from './CoursesPage';
import { InstructorPage } from './InstructorPage';
import { LegacyInstructorPage } from './LegacyInstructorPage';
import { OutlinePage } from './OutlinePage';
import { ProgressPage } from './ProgressPage';
import { Shell } from './Shell';
import { InstructorStory } from './stories/InstructorStories';
import { PanelPage, StoriesPage, StoryPage } from './stories/StoriesPage';
import { UnitPage } from './UnitPage';

/** The pages of the stand-in, at the addresses that the Authoring MFE and the instructor dashboard have for them. */
export const App = (): ReactNode => (
  <Shell>
    <Routes>
      <Route path="/course/:courseId" element={<OutlinePage />} />
      <Route path="/course/:courseId/container/:blockId/*" element={<UnitPage />} />
      <Route path="/instructor-dashboard/:courseId/*" element={<InstructorPage />} />
      <Route path="/courses/:courseId/instructor" element={<LegacyInstructorPage />} />
      <Route path="/courses/:courseId/progress/:learner" element={<ProgressPage />} />
      <Route path="/stories" element={<StoriesPage />} />
      <Route path="/stories/of/:panel" element={<PanelPage />} />
      <Route path="/stories/instructor/:page/:state?" element={<InstructorStory />} />
      <Route path="/stories/:id" element={<StoryPage />} />
      <Route path="/courses" element={<CoursesPage />} />
      <Route path="*" element={<FirstCourse />} />
    </Routes>
  </Shell>
);
