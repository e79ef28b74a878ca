import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteOverview } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { useMedia } from '../../ui/useMedia';
import { CountsCard } from './CountsCard';
import { words } from './messages';
import { everyMonth } from './model';

const MOST_MONTHS = 12;
const JANUARY = '01';
/** Twelve months beside one another have room for one letter each: in some languages the short names are whole words. */
const NARROW = '(max-width: 36rem)';

interface Props extends Pick<SiteOverview, 'months'> {
  /** Other numbers beside these are of some of the courses only. */
  readonly isNarrowed: boolean;
}

/** Learners active in each month of the last year; the one that is not over is hatched. */
export const Months = ({ months, isNarrowed }: Props): ReactNode => {
  const intl = useIntl();
  const isNarrow = useMedia(NARROW);
  const date = (month: string, style: 'narrow' | 'short' | 'long', year: boolean): string =>
    intl.formatDate(`${month}-15`, { month: style, ...(year ? { year: 'numeric' } : {}), timeZone: 'UTC' });
  const numbers = useNumbers();
  const shown = everyMonth(months).slice(-MOST_MONTHS);
  const told = shown.flatMap(({ month, learners }) => (typeof learners === 'number' ? [{ month, learners }] : []));
  const most = Math.max(0, ...told.map(({ learners }) => learners));
  const last = shown.at(-1);
  return (
    <CountsCard
      title={intl.formatMessage(words.months)}
      span={6}
      {...(last === undefined || most === 0
        ? {}
        : {
            sentence: (
              <FormattedMessage
                {...words.monthsDesc}
                values={{
                  most: numbers.count(most),
                  when: date(told.find(({ learners }) => learners === most)?.month ?? '', 'long', true),
                  month: last.whole ? 'over' : 'running',
                  last: numbers.count(last.learners),
                }}
              />
            ),
          })}
      heads={[<FormattedMessage key="m" {...words.month} />, <FormattedMessage key="l" {...words.learners} />]}
      counts={shown.map(({ month, learners, whole }, i) => ({
        key: month,
        short: (
          <>
            {date(month, isNarrow ? 'narrow' : 'short', false)}
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
