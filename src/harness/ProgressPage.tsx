import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';

/** Where a real LMS shows one learner's progress to the course team. */
export const ProgressPage = (): ReactNode => {
  const { courseId = '', learner = '' } = useParams();
  return (
    <>
      <Link to={`/instructor-dashboard/${encodeURIComponent(courseId)}`}>Instructor dashboard</Link>
      <h1>Progress of learner {learner}</h1>
      <p>Here a real LMS shows grades and completion of this learner.</p>
    </>
  );
};
