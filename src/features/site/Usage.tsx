import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteCourse, SiteOverview } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { formatDay } from '../../lib/day';
import { Choices } from '../../ui/Choices';
import { CountsCard, ShortDay } from './CountsCard';
import { words } from './messages';
import { coursesInWeeks, endsIn, isCut, learnersInWeeks, weeksOf } from './usage-model';

interface Props {
  readonly courses: readonly SiteCourse[];
  readonly window: SiteOverview['window'];
  readonly span: 6 | 12;
}

/** How many learners, or courses, were active week by week: of courses, what each of them tells. */
export const Usage = ({ courses, window, span }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [of, setOf] = useState<'learners' | 'courses'>('learners');
  const weeks = weeksOf(window, Date.now());
  const { sums, without } = learnersInWeeks(courses, weeks);
  const counts = of === 'learners' ? sums : coursesInWeeks(courses, weeks);
  const day = (monday: string): string => formatDay(intl, monday, { timeZone: 'UTC' });
  const told = counts.flatMap((count, i) => (typeof count === 'number' ? [{ count, monday: weeks[i] ?? '' }] : []));
  const most = Math.max(0, ...told.map(({ count }) => count));
  const title = intl.formatMessage(words.usage);
  if (weeks.length === 0) return null;
  return (
    <CountsCard
      title={title}
      span={span}
      controls={
        <Choices
          label={title}
          choices={[
            ['learners', <FormattedMessage key="l" {...words.activeLearners} />],
            ['courses', <FormattedMessage key="c" {...words.activeCourses} />],
          ]}
          chosen={of}
          onChoose={setOf}
        />
      }
      {...(most === 0
        ? {}
        : {
            sentence: (
              <FormattedMessage
                {...words.usageDesc}
                values={{
                  most: numbers.count(most),
                  when: day(told.find(({ count }) => count === most)?.monday ?? ''),
                  last: numbers.count(counts.at(-1) ?? 0),
                }}
              />
            ),
          })}
      heads={[
        <FormattedMessage key="w" {...words.week} />,
        <FormattedMessage key="n" {...(of === 'learners' ? words.learners : words.courses)} />,
      ]}
      counts={weeks.map((monday, i) => ({
        key: monday,
        short: <ShortDay at={monday} />,
        long: day(monday),
        count: counts[i] ?? 0,
      }))}
      note={
        <>
          {isCut(window, weeks) && <FormattedMessage {...words.usageLast} values={{ n: weeks.length }} />}{' '}
          <FormattedMessage {...(of === 'courses' ? words.usageCourses : words.inEach)} />{' '}
          {of === 'learners' && without > 0 && <FormattedMessage {...words.usageWithout} values={{ n: without }} />}{' '}
          {courses.some((course) => endsIn(course, weeks)) && <FormattedMessage {...words.usageEnds} />}
        </>
      }
    />
  );
};
