import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Overview, Quantity, Rate } from '@marginalia/contract';
import { Spark } from '../../ui/Spark';
import { footerWords, metricWords, sinceWeek, useNumbers } from '../../panels';
import { words } from './messages';
import { disclosed, lastWeeks } from './model';

interface Tile {
  readonly key: string;
  readonly title: string;
  readonly value: ReactNode;
  /** Of how many, or since when. */
  readonly quiet?: ReactNode;
  readonly spark?: readonly (number | null)[];
  /** The page behind the number. */
  readonly href?: string;
}

const DAYS = 7;

/** The first numbers of a class, each with what it is of, and how it went where that is known. */
export const Tiles = ({
  overview: { summary, enrolment, activity, completion },
}: {
  overview: Overview;
}): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const share = (rate: Rate): Pick<Tile, 'value' | 'quiet'> => ({
    value: numbers.percent(rate),
    ...(rate.kind === 'value' ? { quiet: numbers.countOf(rate) } : {}),
  });
  const count = (rate: Rate): Pick<Tile, 'value' | 'quiet'> =>
    rate.kind === 'value'
      ? {
          value: numbers.count(rate.count),
          quiet: <FormattedMessage {...words.shareOf} values={{ share: numbers.percent(rate), of: rate.of }} />,
        }
      : { value: numbers.countOf(rate) };
  const totals: readonly Quantity[] = enrolment.days.map(({ total }) => total);
  const [now, before] = [disclosed(totals.at(-1)), disclosed(totals.at(-1 - DAYS))];
  const weekly = enrolment.days.filter((_, i) => (enrolment.days.length - 1 - i) % DAYS === 0);
  const tiles: Tile[] = [
    {
      key: 'enrolledNow',
      title: metricWords(intl, 'enrolledNow').title,
      value: numbers.count(summary.enrolledNow),
      ...(now === null || before === null
        ? {}
        : {
            quiet: sinceWeek(intl, now - before),
          }),
      spark: lastWeeks(weekly.map(({ total }) => disclosed(total))),
    },
    {
      key: 'active',
      title: intl.formatMessage(words.activeWeek),
      ...count(summary.active),
      // whole weeks, and at the end the seven days that the number is of
      spark: lastWeeks([
        ...activity.weeks.filter(({ whole }) => whole).map(({ learners }) => disclosed(learners)),
        summary.active.kind === 'value' ? summary.active.count : null,
      ]),
    },
    // a number that is 0 for everybody says nothing yet
    summary.completed.kind === 'value' && summary.completed.count > 0
      ? { key: 'completed', title: metricWords(intl, 'completed').title, ...share(summary.completed) }
      : {
          key: 'progress',
          title: intl.formatMessage(words.progress),
          value: numbers.share(completion.mean),
          quiet: <FormattedMessage {...words.progressOf} />,
        },
    { key: 'passing', title: metricWords(intl, 'passing').title, ...share(summary.passing) },
    {
      key: 'needHelp',
      title: metricWords(intl, 'needHelp').title,
      ...count(summary.needHelp),
      href: '#attention',
    },
  ];
  return (
    <ul className="marginalia-tiles" aria-label={intl.formatMessage(footerWords.numbers)}>
      {tiles.map(({ key, title, value, quiet, spark, href }) => (
        <li key={key}>
          <span className="marginalia-tile-title">{href === undefined ? title : <a href={href}>{title}</a>}</span>
          <span className="marginalia-tile-value">{value}</span>
          {quiet !== undefined && <span className="marginalia-quiet">{quiet}</span>}
          {spark !== undefined && <Spark values={spark} />}
        </li>
      ))}
    </ul>
  );
};
