import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteOverview } from '@marginalia/contract';
import { footerWords, useNumbers } from '../../panels';
import { words } from './messages';
import { activeCourses, isCurrent, sumOf } from './model';
import type { Sum } from './model';

interface Props extends Pick<SiteOverview, 'courses'> {
  /** When the latest event of any of them happened. */
  readonly latest: ReactNode;
}

/** How much all courses are used, in a few numbers. Only what each course tells is added. */
export const SiteTiles = ({ courses, latest }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const now = Date.now();
  const current = courses.filter((course) => isCurrent(course, now));
  const told = ({ sum, hidden }: Sum): { readonly value: string; readonly quiet: ReactNode } => ({
    value: sum === null ? numbers.count({ kind: 'withheld', reason: 'too_few_learners' }) : numbers.count(sum),
    quiet: sum !== null && hidden > 0 ? <FormattedMessage {...words.without} values={{ n: hidden }} /> : null,
  });
  const tiles: { key: string; title: (typeof words)[keyof typeof words]; value: ReactNode; quiet: ReactNode }[] = [
    {
      key: 'courses',
      title: words.activeCourses,
      value: numbers.count(activeCourses({ courses }, now)),
      quiet: <FormattedMessage {...words.ofCourses} values={{ n: courses.length }} />,
    },
    { key: 'enrolled', title: words.enrollments, ...told(sumOf(courses.map(({ enrolledNow }) => enrolledNow))) },
    { key: 'active', title: words.activeWeek, ...told(sumOf(current.map(({ active }) => active))) },
    { key: 'needHelp', title: words.needHelp, ...told(sumOf(current.map(({ needHelp }) => needHelp))) },
    { key: 'latest', title: words.latest, value: latest, quiet: null },
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
