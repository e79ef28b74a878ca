import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { ChartImage } from '../charts/ChartImage';
import { RangeBar } from '../ui/RangeBar';
import { metricCardWords as words } from './metric-messages';
import { TableTwin } from './TableTwin';

interface Props {
  readonly title: string;
  /** Quartiles of one number of each learner, and of how many learners, in the metric's unit. */
  readonly value: { readonly low: number; readonly middle: number; readonly high: number; readonly of: number };
  /** A number with its unit. */
  readonly say: (value: number) => string;
}

/** The first of 1, 2, 5, 10, 20, … that is no smaller. */
const scaleFor = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 1);
};

/** Quartiles on a line from zero on, and the same in a table. */
export const RangeFigure = ({ title, value, say }: Props): ReactNode => {
  const intl = useIntl();
  const { low, middle, high, of } = value;
  const from = Math.min(0, low);
  const to = high > 0 ? scaleFor(high) : 0;
  const typical = intl.formatMessage(words.typical, { low: say(low), high: say(high), of });
  return (
    <>
      {to > from && (
        <ChartImage title={title} desc={`${intl.formatMessage(words.median)}: ${say(middle)}. ${typical}`}>
          <RangeBar {...{ low, middle, high, from, to }} ends={[say(from), say(to)]} />
        </ChartImage>
      )}
      <TableTwin
        caption={title}
        captionHidden
        columns={[words.learners, words.lower, words.median, words.upper].map((word) => (
          <FormattedMessage key={word.id} {...word} />
        ))}
        rows={[{ key: 'all', cells: [intl.formatNumber(of), say(low), say(middle), say(high)] }]}
      />
    </>
  );
};
