import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Quantity, Rate, SiteCourse } from '@marginalia/contract';
import { WeekChange, useNumbers } from '../../panels';
import type { DataColumn } from '../../ui/DataTable';
import { InlineBar } from '../../ui/InlineBar';
import { Spark } from '../../ui/Spark';
import { words } from './messages';
import { healthOf, isCurrent, needHelpIn } from './model';
import { CourseCell, Latest, Status } from './Status';

const valueOf = (rate: Rate): number | null => (rate.kind === 'value' ? rate.value : null);
const numberOf = (quantity: Quantity): number | null => (typeof quantity === 'number' ? quantity : null);

/** How many came week by week; in words for whoever does not see the line. */
const Weeks = ({ weeks }: Pick<SiteCourse, 'weeks'>): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  if (weeks.length === 0) return null;
  return (
    <span className="marginalia-from-wide">
      <Spark values={weeks.map(({ learners }) => (typeof learners === 'number' ? learners : null))} />
      <span className="sr-only">
        {intl.formatMessage(words.weeksOf, {
          counts: intl.formatList(
            weeks.map(({ learners }) => numbers.count(learners)),
            { type: 'unit' },
          ),
        })}
      </span>
    </span>
  );
};

type Column = DataColumn<SiteCourse> & {
  /** What it is sorted by. */
  readonly value: (course: SiteCourse) => number | string | null;
};

/** The columns of the table of courses. @param ofDates dates are chosen */
export const useColumns = (ofDates: boolean): readonly Column[] => {
  const numbers = useNumbers();
  // Both are counted up to a course's latest event: of a course that is over or silent they would say nothing about this week.
  const isNow = (course: SiteCourse): boolean => isCurrent(course, Date.now());
  const share = (rate: Rate): ReactNode => <InlineBar share={valueOf(rate)}>{numbers.percent(rate)}</InlineBar>;
  const active: Column = {
    key: 'active',
    title: <FormattedMessage {...words.active} />,
    sortable: true,
    numeric: true,
    value: (course) => (isNow(course) ? valueOf(course.active) : null),
    cell: (course) =>
      isNow(course) ? (
        <>
          {share(course.active)} <Weeks weeks={course.weeks} />
        </>
      ) : (
        '—'
      ),
  };
  const activePerWeek: Column = {
    key: 'active',
    title: <FormattedMessage {...words.activePerWeek} />,
    sortable: true,
    numeric: true,
    value: ({ inDates }) => inDates && numberOf(inDates.activePerWeek),
    cell: ({ inDates, weeks }) => (
      <>
        {inDates && numbers.mean(inDates.activePerWeek)} <Weeks weeks={weeks} />
      </>
    ),
  };
  const newlyPassed: Column = {
    key: 'newlyPassed',
    title: <FormattedMessage {...words.newlyPassed} />,
    sortable: true,
    numeric: true,
    from: 'middle',
    value: ({ inDates }) => inDates && numberOf(inDates.passed),
    cell: ({ inDates }) => inDates && numbers.count(inDates.passed),
  };
  return [
    {
      key: 'course',
      title: <FormattedMessage {...words.course} />,
      sortable: true,
      value: ({ name }) => name,
      cell: (course) => <CourseCell course={course} />,
    },
    {
      key: 'organization',
      title: <FormattedMessage {...words.organization} />,
      sortable: true,
      from: 'wide',
      value: ({ org }) => org,
      cell: ({ org }) => <bdi>{org}</bdi>,
    },
    {
      key: 'status',
      title: <FormattedMessage {...words.status} />,
      sortable: true,
      value: (course) => healthOf(course, Date.now()),
      cell: (course) => <Status course={course} />,
    },
    {
      key: 'enrolled',
      title: <FormattedMessage {...words.enrolled} />,
      sortable: true,
      numeric: true,
      value: ({ enrolledNow }) => numberOf(enrolledNow),
      cell: (course) => (
        <>
          {numbers.count(course.enrolledNow)}
          {typeof course.enrolledChange === 'number' && <WeekChange change={course.enrolledChange} />}
        </>
      ),
    },
    ...(ofDates ? [activePerWeek] : [active]),
    {
      key: 'progress',
      title: <FormattedMessage {...words.progress} />,
      sortable: true,
      numeric: true,
      from: 'wide',
      value: ({ progress }) => numberOf(progress),
      cell: ({ progress }) => numbers.share(progress),
    },
    {
      key: 'passing',
      title: <FormattedMessage {...words.passing} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      value: ({ passing }) => valueOf(passing),
      cell: ({ passing }) => numbers.percent(passing),
    },
    ...(ofDates ? [newlyPassed] : []),
    {
      key: 'needHelp',
      title: <FormattedMessage {...words.needHelp} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      value: (course) => {
        const { sum } = needHelpIn([course]);
        return isNow(course) && course.needHelp.kind !== 'none' ? sum : null;
      },
      cell: (course) => {
        if (!isNow(course)) return '—';
        if (course.needHelpAtLeast !== null)
          return <FormattedMessage {...words.atLeast} values={{ n: course.needHelpAtLeast }} />;
        return course.needHelp.kind === 'value'
          ? numbers.count(course.needHelp.count)
          : numbers.countOf(course.needHelp);
      },
    },
    {
      key: 'flags',
      title: <FormattedMessage {...words.flags} />,
      sortable: true,
      numeric: true,
      from: 'wide',
      value: ({ flags }) => flags,
      cell: ({ flags }) => (flags === null ? '—' : numbers.count(flags)),
    },
    {
      key: 'latest',
      title: <FormattedMessage {...words.latest} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      value: ({ asOf }) => (asOf === null ? null : Date.parse(asOf)),
      cell: ({ asOf }) => <Latest at={asOf} />,
    },
  ];
};
