import { useId } from 'react';
import type { ReactNode } from 'react';
import { getAuthenticatedUser } from '@edx/frontend-platform/auth';
import { getLocale } from '@edx/frontend-platform/i18n';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { BLOCK_PARAMETER } from '../lib/block-address';
import { fetchCourses, fetchPeople, signIn } from './data';

const LANGUAGES = [
  ['en', 'English'],
  ['es-419', 'Español'],
  ['fr', 'Français'],
  ['zh-cn', '中文 (简体)'],
  ['ar', 'العربية'],
] as const;

/** As the LMS stores it; the page reloads because a host reads its language once. */
const chooseLanguage = (tag: string): void => {
  document.cookie = `openedx-language-preference=${tag}; path=/; max-age=31536000; samesite=lax`;
  window.location.reload();
};

const choosePerson = async (username: string): Promise<void> => {
  await signIn(username);
  window.location.reload();
};

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

const Select = ({ label, value, options, onChoose }: SelectProps): ReactNode => {
  const id = useId();
  return (
    <span className="demo-select">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="form-control form-control-sm"
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
};

const TO_TRY = [
  ['Write to everybody who went quiet', 'attention?state=stopped'],
  ['Who struggles, and where', 'attention?state=struggling'],
  ['What changed in the class this week', 'course'],
  ['A problem whose answer key may be wrong', 'content'],
  ['This run beside the one before', 'compare'],
] as const;

/** The experiment of the run that is going on, as api/demo/content/experiment has it. */
const EXPERIMENT = 'type@split_test+block@b87502f9334f7c376b90cd7ecc8c192c';

const experimentIn = (course: string): string => {
  const block = `${course.replace('course-v1:', 'block-v1:')}+${EXPERIMENT}`;
  return `/course/${encodeURIComponent(course)}?${new URLSearchParams({ [BLOCK_PARAMETER]: block }).toString()}`;
};

/** Where one sees in a minute what this is for. */
const WhatToTry = ({ course }: { readonly course: string | undefined }): ReactNode => {
  if (course === undefined) return null;
  return (
    <details className="demo-try">
      <summary>What to try</summary>
      <ul>
        {TO_TRY.map(([name, place]) => (
          <li key={place}>
            <a href={`/instructor-dashboard/${encodeURIComponent(course)}#${place}`}>{name}</a>
          </li>
        ))}
        <li>
          <a href={experimentIn(course)}>Which of two explanations helped: an experiment</a>
        </li>
        <li>
          <a href="/site">All courses of the site</a>
        </li>
      </ul>
    </details>
  );
};

/** Header and frame of the stand-in: says what it is, who is signed in, and in which language. */
export const Shell = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const people = useQuery({ queryKey: ['demo', 'people'], queryFn: fetchPeople });
  const courses = useQuery({ queryKey: ['demo', 'courses'], queryFn: fetchCourses });
  const course = courses.data?.[0]?.key;
  const username: string = getAuthenticatedUser()?.username ?? '';
  const options = (people.data ?? []).map(
    ({ username: key, name, description }) => [key, `${name} (${description})`] as const,
  );
  return (
    <>
      <header className="demo-header">
        <Link to="/" className="demo-brand" title="A page with the same slots as Studio around the real plugin">
          Studio stand-in
        </Link>
        <nav className="demo-links" aria-label="Demo">
          <Link to="/">Studio</Link>
          {course !== undefined && <Link to={`/instructor-dashboard/${encodeURIComponent(course)}`}>Instructor</Link>}
          <a href="/site">Site</a>
        </nav>
        <WhatToTry course={course} />
        <span className="demo-selects">
          <Select
            label="Signed in as"
            value={username}
            options={options.some(([key]) => key === username) ? options : [['', 'Nobody'], ...options]}
            onChoose={(value) => void choosePerson(value)}
          />
          <Select label="Language" value={getLocale()} options={LANGUAGES} onChoose={chooseLanguage} />
        </span>
      </header>
      <main className="demo-main">{children}</main>
    </>
  );
};
