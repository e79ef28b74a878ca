import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteOverview } from '@marginalia/contract';
import { CountsCard } from './CountsCard';
import { words } from './messages';
import { everyMonth } from './model';

const MOST_MONTHS = 12;
const JANUARY = '01';

interface Props extends Pick<SiteOverview, 'months'> {
  /** Other numbers beside these are of some of the courses only. */
  readonly isNarrowed: boolean;
}

/** Learners active in each month of the last year; the one that is not over is hatched. */
export const Months = ({ months, isNarrowed }: Props): ReactNode => {
  const intl = useIntl();
  const date = (month: string, style: 'short' | 'long', year: boolean): string =>
    intl.formatDate(`${month}-15`, { month: style, ...(year ? { year: 'numeric' } : {}), timeZone: 'UTC' });
  return (
    <CountsCard
      title={intl.formatMessage(words.months)}
      span={6}
      heads={[<FormattedMessage key="m" {...words.month} />, <FormattedMessage key="l" {...words.learners} />]}
      counts={everyMonth(months)
        .slice(-MOST_MONTHS)
        .map(({ month, learners, whole }, i) => ({
          key: month,
          short: (
            <>
              {date(month, 'short', false)}
              <br />
              {i === 0 || month.endsWith(JANUARY) ? month.slice(0, 4) : '\u00a0'}
            </>
          ),
          long: date(month, 'long', true),
          count: learners,
          isRunning: !whole,
        }))}
      note={
        <>
          <FormattedMessage {...words.monthsNote} /> {isNarrowed && <FormattedMessage {...words.monthsOfAll} />}
        </>
      }
    />
  );
};
