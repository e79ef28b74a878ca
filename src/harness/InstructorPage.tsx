import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import { InstructorMount } from '../slots/InstructorMount';

const TABS = ['Course Info', 'Enrollments', 'Grading', 'Data Downloads'];

/** The instructor dashboard with our tab open: the same component as in the LMS. */
export const InstructorPage = (): ReactNode => {
  const { courseId = '' } = useParams();
  return (
    <>
      <Link to={`/course/${encodeURIComponent(courseId)}`}>Course outline in Studio</Link>
      <h1>Instructor dashboard</h1>
      <p className="demo-crumbs">
        <Link to={`/courses/${encodeURIComponent(courseId)}/instructor`}>In the older dashboard</Link> ·{' '}
        <a href={`/instructor/${encodeURIComponent(courseId)}`}>On a page of its own</a>
      </p>
      <ul className="demo-tabs">
        {TABS.map((tab) => (
          <li key={tab}>{tab}</li>
        ))}
        <li aria-current="page">Analytics</li>
      </ul>
      <div className="demo-section">
        <InstructorMount key={courseId} courseId={courseId} />
      </div>
    </>
  );
};
