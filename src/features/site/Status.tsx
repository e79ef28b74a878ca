import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { SiteCourse } from '@marginalia/contract';
import { Day } from '../../ui/Day';
import { When } from '../../ui/When';
import { words } from './messages';
import { healthOf } from './model';

/** Whether a course runs, and whether its events arrive. */
export const Status = ({ course }: { readonly course: SiteCourse }): ReactNode => {
  const health = healthOf(course, Date.now());
  const day = (date: string | null): ReactNode => (date === null ? null : <Day at={date} timeZone="UTC" />);
  switch (health) {
    case 'ended':
      return <FormattedMessage {...words.ended} values={{ date: day(course.end) }} />;
    case 'notStarted':
      return <FormattedMessage {...words.notStarted} values={{ date: day(course.start) }} />;
    case 'silent':
      return (
        <strong>
          <span aria-hidden="true">◐ </span>
          <FormattedMessage {...words.isSilent} />
        </strong>
      );
    case 'delayed':
      return (
        <>
          <span aria-hidden="true">◔ </span>
          <FormattedMessage {...words.isDelayed} />
        </>
      );
    case 'nothing':
      return <FormattedMessage {...words.nothing} />;
    default:
      return (
        <>
          <span aria-hidden="true">● </span>
          <FormattedMessage {...words.ok} />
        </>
      );
  }
};

/** When the newest event was. */
export const Latest = ({ at }: { readonly at: string | null }): ReactNode =>
  at === null ? <FormattedMessage {...words.never} /> : <When at={at} isShort />;

/** A course by its name, which leads to its page. */
export const CourseLink = ({ course: { key, name } }: { readonly course: SiteCourse }): ReactNode => (
  <a href={`/instructor/${encodeURIComponent(key)}`}>
    <bdi>{name === '' ? key : name}</bdi>
  </a>
);

/** A course in a table: its name, and its key below. */
export const CourseCell = ({ course }: { readonly course: SiteCourse }): ReactNode => (
  <span>
    <CourseLink course={course} />
    <span className="marginalia-who-more">
      <bdi>{course.key}</bdi>
    </span>
  </span>
);
