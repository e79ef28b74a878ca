import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getOverview } from '@marginalia/contract';
import type { Overview } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { formatDay } from '../../lib/day';
import { words } from './messages';

const WEEK = 7 * 86_400_000;

/** How far a run is: before it, in a week of so many, over, or without dates. */
type RunTime =
  | { readonly kind: 'before'; readonly date: string }
  | { readonly kind: 'over'; readonly date: string }
  | { readonly kind: 'week'; readonly week: number; readonly of: number | null }
  | { readonly kind: 'open' };

const runTime = ({ start, end }: Pick<Overview['course'], 'start' | 'end'>, now: number): RunTime => {
  if (start === null) return { kind: 'open' };
  const begins = Date.parse(start);
  if (now < begins) return { kind: 'before', date: start };
  if (end !== null && now >= Date.parse(end)) return { kind: 'over', date: end };
  const week = Math.floor((now - begins) / WEEK) + 1;
  return { kind: 'week', week, of: end === null ? null : Math.max(week, Math.ceil((Date.parse(end) - begins) / WEEK)) };
};

const Time = ({ course }: Pick<Overview, 'course'>): ReactNode => {
  const intl = useIntl();
  const time = runTime(course, Date.now());
  const day = (date: string): string => formatDay(intl, date, { timeZone: 'UTC' });
  if (time.kind === 'before') return <FormattedMessage {...words.starts} values={{ date: day(time.date) }} />;
  if (time.kind === 'over') return <FormattedMessage {...words.ended} values={{ date: day(time.date) }} />;
  if (time.kind === 'open') return <FormattedMessage {...words.selfPaced} />;
  const { week, of } = time;
  return of === null ? (
    <FormattedMessage {...words.week} values={{ week }} />
  ) : (
    <FormattedMessage {...words.weekOf} values={{ week, of }} />
  );
};

/** The course by its name, its run, and how far the run is; by its key, where it has no name. Nothing, until that is known. */
export const CourseLine = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const report = useReport(getOverview, { params: { course: courseId } });
  if (report.kind === 'pending') return <span>&nbsp;</span>;
  if (report.kind !== 'ready' || report.data.course.name === '') return <bdi>{courseId}</bdi>;
  const { course } = report.data;
  return (
    <span>
      <bdi>{course.name}</bdi> · <bdi>{courseId.slice(courseId.lastIndexOf('+') + 1)}</bdi> · <Time course={course} />
    </span>
  );
};
