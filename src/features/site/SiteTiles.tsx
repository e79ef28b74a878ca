import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteOverview } from '@marginalia/contract';
import { footerWords, sinceWeek, useNumbers } from '../../panels';
import { words } from './messages';
import { activeCourses, isCurrent, isOfDates, needHelpIn, sumOf } from './model';
import type { Sum } from './model';

interface Props {
  readonly site: SiteOverview;
  /** When the latest event of any of them happened. */
  readonly latest: ReactNode;
}

/** How much all courses are used, in a few numbers. Only what each course tells is added. */
export const SiteTiles = ({ site, latest }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const now = Date.now();
  const { courses } = site;
  const current = courses.filter((course) => isCurrent(course, now));
  const help = needHelpIn(current);
  const passed = sumOf(courses.flatMap(({ inDates }) => inDates?.passed ?? []));
  const told = ({ sum, hidden }: Sum): { readonly value: string; readonly quiet: ReactNode } => ({
    value: sum === null ? numbers.count({ kind: 'withheld', reason: 'too_few_learners' }) : numbers.count(sum),
    quiet: sum !== null && hidden > 0 ? <FormattedMessage {...words.without} values={{ n: hidden }} /> : null,
  });
  const enrolled = sumOf(courses.map(({ enrolledNow }) => enrolledNow));
  const changes = courses.flatMap(({ enrolledNow, enrolledChange }) =>
    typeof enrolledNow === 'number' && typeof enrolledChange === 'number' ? [enrolledChange] : [],
  );
  // where it is not told of some courses, the sum is not of those that the change is of
  const sinceThen =
    changes.length === courses.length
      ? sinceWeek(
          intl,
          changes.reduce((sum, change) => sum + change, 0),
        )
      : null;
  const tiles: { key: string; title: (typeof words)[keyof typeof words]; value: ReactNode; quiet: ReactNode }[] = [
    {
      key: 'courses',
      title: words.activeCourses,
      value: numbers.count(activeCourses({ courses }, now)),
      quiet: <FormattedMessage {...words.ofCourses} values={{ n: courses.length }} />,
    },
    {
      key: 'enrolled',
      title: words.enrollments,
      ...told(enrolled),
      ...(sinceThen === null ? {} : { quiet: sinceThen }),
    },
    { key: 'active', title: words.activeWeek, ...told(sumOf(current.map(({ active }) => active))) },
    {
      key: 'needHelp',
      title: words.needHelp,
      ...told(help),
      ...(help.isLeast ? { value: <FormattedMessage {...words.atLeast} values={{ n: help.sum ?? 0 }} /> } : {}),
    },
    // how late the events are stands in the head of the page, too
    isOfDates(site)
      ? {
          key: 'newlyPassed',
          title: words.newlyPassed,
          value: told(passed).value,
          quiet: told(passed).quiet ?? <FormattedMessage {...words.inDates} />,
        }
      : { key: 'latest', title: words.latest, value: latest, quiet: null },
  ];
  return (
    <>
      <ul className="marginalia-tiles" aria-label={intl.formatMessage(footerWords.numbers)}>
        {tiles.map(({ key, title, value, quiet }) => (
          <li key={key}>
            <span className="marginalia-tile-title">
              <FormattedMessage {...title} />
            </span>
            <span className="marginalia-tile-value">{value}</span>
            {quiet !== null && <span className="marginalia-quiet">{quiet}</span>}
          </li>
        ))}
      </ul>
      <p className="marginalia-quiet">
        <FormattedMessage {...words.inEach} />
      </p>
    </>
  );
};
