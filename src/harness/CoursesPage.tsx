import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from 'react-router-dom';
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

/** Where a visitor arrives: the first course, with the plugin beside its outline. */
export const FirstCourse = (): ReactNode => {
  const courses = useQuery({ queryKey: ['demo', 'courses'], queryFn: fetchCourses });
  const first = courses.data?.[0];
  if (courses.isError) return <CoursesPage />;
  return first ? <Navigate replace to={`/course/${encodeURIComponent(first.key)}`} /> : <p>One moment …</p>;
};
