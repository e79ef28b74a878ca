import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { fetchCourses } from './data';

/** Every course the stand-in LMS knows. */
export const CoursesPage = (): ReactNode => {
  const courses = useQuery({ queryKey: ['demo', 'courses'], queryFn: fetchCourses });
  return (
    <div className="demo-narrow">
      <h1>Courses</h1>
      {courses.isError && <p role="alert">The stand-in LMS does not answer.</p>}
      <ul className="demo-courses">
        {(courses.data ?? []).map(({ key, name }) => (
          <li key={key}>
            <Link to={`/course/${encodeURIComponent(key)}`}>{name}</Link>
            <code>{key}</code>
          </li>
        ))}
      </ul>
    </div>
  );
};
