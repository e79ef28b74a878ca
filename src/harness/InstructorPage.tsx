import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import { InstructorMount } from '../slots/InstructorMount';

const TABS = ['Course Info', 'Enrollments', 'Grading', 'Data Downloads'];

/** The instructor dashboard with our tab open: the same component as in the LMS. */
export const InstructorPage = (): ReactNode => {
  const { courseId = '' } = useParams();
  return (
    <>
      <h1 className="sr-only">Instructor dashboard</h1>
      <ul className="demo-tabs">
        {TABS.map((tab) => (
          <li key={tab}>{tab}</li>
        ))}
        <li aria-current="page">Analytics</li>
        <li>
          <Link to={`/courses/${encodeURIComponent(courseId)}/instructor`}>Older dashboard</Link>
        </li>
        <li>
          <a href={`/instructor/${encodeURIComponent(courseId)}`}>Own page</a>
        </li>
      </ul>
      <div className="demo-section demo-flush">
        <InstructorMount key={courseId} courseId={courseId} />
      </div>
    </>
  );
};
