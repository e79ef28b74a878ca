import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Problem } from '@marginalia/contract';
import { useHost } from '../../host/port';
import type { Evidence } from '../../panels/evidence';
import { formatDay } from '../../lib/day';
import { Section } from '../../ui/Section';
import { Chart, LazyWeekRates, TableTwin, useNumbers } from '../../panels';
import { words } from './messages';
import { seenEdits, showsTrend, trendWeeks } from './model';

const HEIGHT = 160;

/** First tries by week with the edits among them; nothing where weeks say too little. */
export const Trend = ({ problem, evidence }: { problem: Problem; evidence: Evidence }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { rtl } = useHost().locale();
  const weeks = trendWeeks(problem);
  const day = (date: string): string => formatDay(intl, date, { timeZone: 'UTC' });
  const edits = seenEdits(problem.edits);
  if (!showsTrend(evidence, weeks)) return null;
  const disclosed = weeks.filter(({ rate }) => rate.kind === 'value');
  const [first, last] = [disclosed.at(0), disclosed.at(-1)];
  const desc =
    first === undefined || last === undefined
      ? ''
      : intl.formatMessage(words.trendDesc, {
          first: numbers.percent(first.rate),
          firstOf: first.rate.kind === 'value' ? first.rate.of : 0,
          from: day(first.week),
          last: numbers.percent(last.rate),
          lastOf: last.rate.kind === 'value' ? last.rate.of : 0,
          to: day(last.week),
        });
  return (
    <Section title={<FormattedMessage {...words.trend} />} legend={<FormattedMessage {...words.trendLegend} />}>
      <Chart height={HEIGHT}>
        {(width) => (
          <LazyWeekRates
            weeks={weeks.map(({ week, rate, edited }) => ({
              label: intl.formatDate(week, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
              value: rate.kind === 'value' ? rate.value : null,
              edited,
            }))}
            width={width}
            height={HEIGHT}
            title={intl.formatMessage(words.trendCaption)}
            desc={desc}
            rtl={rtl}
            formatShare={(share) => numbers.share(share)}
          />
        )}
      </Chart>
      {edits.length > 0 && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.edited} values={{ dates: intl.formatList(edits.map(({ at }) => day(at))) }} />
        </p>
      )}
      <TableTwin
        caption={<FormattedMessage {...words.trendCaption} />}
        columns={[
          <FormattedMessage {...words.week} />,
          <FormattedMessage {...words.learners} />,
          <FormattedMessage {...words.rate} />,
        ]}
        rows={weeks.map(({ week, rate }) => ({
          key: week,
          cells: [
            day(week),
            rate.kind === 'value' ? numbers.count(rate.of) : numbers.percent(rate),
            numbers.percent(rate),
          ],
        }))}
      />
    </Section>
  );
};
