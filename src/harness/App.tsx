import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { CoursesPage } from './CoursesPage';
import { OutlinePage } from './OutlinePage';
import { Shell } from './Shell';
import { UnitPage } from './UnitPage';

/** The pages of the stand-in, at the addresses the Authoring MFE has for them. */
export const App = (): ReactNode => (
  <Shell>
    <Routes>
      <Route path="/course/:courseId" element={<OutlinePage />} />
      <Route path="/course/:courseId/container/:blockId/*" element={<UnitPage />} />
      <Route path="*" element={<CoursesPage />} />
    </Routes>
  </Shell>
);
