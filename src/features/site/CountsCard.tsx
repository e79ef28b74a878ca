import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Quantity } from '@marginalia/contract';
import { footerWords, useNumbers } from '../../panels';
import { cardWords } from '../../panels/card-messages';
import { Card } from '../../ui/Card';
import { Columns, HiddenMark } from '../../ui/Columns';
import { Table } from '../../ui/Table';

/** How many there were in one week or month. */
export interface CountAt {
  readonly key: string;
  /** Below its column, where there is little room. */
  readonly short: ReactNode;
  /** In the table. */
  readonly long: ReactNode;
  readonly count: Quantity;
  /** It is not over: not to be compared. */
  readonly isRunning?: boolean;
}

interface Props {
  readonly title: string;
  readonly span: 6 | 12;
  readonly counts: readonly CountAt[];
  /** What a row of the table is, and what is counted. */
  readonly heads: readonly [ReactNode, ReactNode];
  readonly controls?: ReactNode;
  readonly sentence?: ReactNode;
  readonly note: ReactNode;
}

/** A day (UTC) below its column: in two lines, for some languages write months in full. */
export const ShortDay = ({ at }: { readonly at: string }): ReactNode => (
  <>
    <FormattedDate value={at} day="numeric" timeZone="UTC" />
    <br />
    <FormattedDate value={at} month="short" timeZone="UTC" />
  </>
);

/** A number of several weeks or months, the oldest first: as columns, and as a table. */
export const CountsCard = ({ title, span, counts, heads, controls, sentence, note }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const most = Math.max(1, ...counts.map(({ count }) => (typeof count === 'number' ? count : 0)));
  const hidden = <FormattedMessage {...footerWords.hidden} />;
  const isHidden = (count: Quantity): boolean => typeof count !== 'number';
  return (
    <Card
      title={title}
      menuLabel={intl.formatMessage(cardWords.menu, { name: title })}
      span={span}
      controls={controls}
      sentence={sentence}
      note={note}
      words={{
        asTable: <FormattedMessage {...cardWords.asTable} />,
        asChart: <FormattedMessage {...cardWords.asChart} />,
      }}
      table={
        <Table
          caption={title}
          captionHidden
          columns={heads}
          rows={counts.map(({ key, long, count }) => ({ key, cells: [long, numbers.count(count)] }))}
        />
      }
    >
      <Columns
        columns={counts.map(({ key, short, count, isRunning = false }) => ({
          key,
          name: short,
          share: typeof count === 'number' ? count / most : null,
          value: isHidden(count) ? <HiddenMark>{hidden}</HiddenMark> : numbers.count(count),
          tone: isRunning ? 'second' : 'info',
        }))}
      />
      {counts.some(({ count }) => isHidden(count)) && (
        <p className="marginalia-legend" aria-hidden="true">
          <span>⊘ {hidden}</span>
        </p>
      )}
    </Card>
  );
};
