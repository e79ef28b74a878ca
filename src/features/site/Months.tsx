import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteOverview } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { Card } from '../../ui/Card';
import { Columns, HiddenMark } from '../../ui/Columns';
import { Table } from '../../ui/Table';
import { cardWords } from '../../panels/card-messages';
import { footerWords } from '../../panels';
import { words } from './messages';
import { everyMonth } from './model';

const MOST_MONTHS = 12;
const JANUARY = '01';

/** Learners active in each month of the last year; the one that is not over is hatched. */
export const Months = ({ months }: Pick<SiteOverview, 'months'>): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const shown = everyMonth(months).slice(-MOST_MONTHS);
  const most = Math.max(1, ...shown.map(({ learners }) => (typeof learners === 'number' ? learners : 0)));
  if (shown.length === 0) return null;
  const title = intl.formatMessage(words.months);
  const date = (month: string, style: 'short' | 'long', year: boolean): string =>
    intl.formatDate(`${month}-15`, { month: style, ...(year ? { year: 'numeric' } : {}), timeZone: 'UTC' });
  return (
    <Card
      title={title}
      menuLabel={intl.formatMessage(cardWords.menu, { name: title })}
      span={12}
      note={<FormattedMessage {...words.monthsNote} />}
      words={{
        asTable: <FormattedMessage {...cardWords.asTable} />,
        asChart: <FormattedMessage {...cardWords.asChart} />,
      }}
      table={
        <Table
          caption={title}
          captionHidden
          columns={[<FormattedMessage key="m" {...words.month} />, <FormattedMessage key="l" {...words.learners} />]}
          rows={shown.map(({ month, learners }) => ({
            key: month,
            cells: [date(month, 'long', true), numbers.count(learners)],
          }))}
        />
      }
    >
      <Columns
        columns={shown.map(({ month, learners, whole }, i) => ({
          key: month,
          name: (
            <>
              {date(month, 'short', false)}
              <br />
              {i === 0 || month.endsWith(JANUARY) ? month.slice(0, 4) : '\u00a0'}
            </>
          ),
          share: typeof learners === 'number' ? learners / most : null,
          value:
            typeof learners === 'number' ? (
              numbers.count(learners)
            ) : (
              <HiddenMark>
                <FormattedMessage {...footerWords.hidden} />
              </HiddenMark>
            ),
          tone: whole ? 'info' : 'second',
        }))}
      />
    </Card>
  );
};
