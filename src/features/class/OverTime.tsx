import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Quantity } from '@marginalia/contract';
import { useHost } from '../../host/port';
import { strokeOf } from '../../lib/strokes';
import { LineSwatch } from '../../ui/LineSwatch';
import { Chart, LazyTimeLines, TableTwin, useNumbers } from '../../panels';
import { words } from './messages';
import { roundTop, timeOf, disclosed } from './model';
import type { LetteredAnnotation } from './model';

const HEIGHT = 220;

export interface NamedLine {
  readonly name: ReactNode;
  readonly values: readonly Quantity[];
}

interface Props {
  readonly title: string;
  readonly desc: string;
  /** Dates or hours, one for each value of a line. */
  readonly at: readonly string[];
  readonly lines: readonly NamedLine[];
  readonly annotations: readonly LetteredAnnotation[];
  readonly atName: ReactNode;
  readonly caption: ReactNode;
  /** Lines of the table; where absent, those of the picture. */
  readonly all?: readonly NamedLine[];
}

/** A moment in words: a day, or a day and its hour, both UTC as they are counted. */
export const useMoment = (): ((at: string) => string) => {
  const intl = useIntl();
  return (at) =>
    intl.formatDate(timeOf(at), {
      dateStyle: 'medium',
      ...(at.length > 10 ? { timeStyle: 'short' } : {}),
      timeZone: 'UTC',
    });
};

/** Counts over time: which line is which, the picture, and the same as a table. */
export const OverTime = ({ title, desc, at, lines, annotations, atName, caption, all = lines }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const moment = useMoment();
  const { rtl } = useHost().locale();
  const points = at.map((date, i) => ({ at: timeOf(date), values: lines.map(({ values }) => disclosed(values[i])) }));
  const gaps = points.some(({ values }) => values.includes(null));
  return (
    <>
      {lines.length > 1 && (
        <p className="marginalia-legend">
          {lines.map(({ name }, i) => (
            <span key={i} className="marginalia-line-name">
              <LineSwatch {...strokeOf(i)} /> {name}
            </span>
          ))}
        </p>
      )}
      <Chart height={HEIGHT}>
        {(width) => (
          <LazyTimeLines
            points={points}
            lines={lines.length}
            marks={annotations.map(({ time, letter }) => ({ at: time, label: letter }))}
            top={roundTop(points.flatMap(({ values }) => values))}
            width={width}
            height={HEIGHT}
            title={title}
            desc={desc}
            rtl={rtl}
            formatAt={(time) => intl.formatDate(time, { day: 'numeric', month: 'short', timeZone: 'UTC' })}
            formatCount={numbers.count}
          />
        )}
      </Chart>
      <p>{desc}</p>
      {gaps && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.withheldGaps} />
        </p>
      )}
      <TableTwin
        caption={caption}
        columns={[atName, ...all.map(({ name }) => name)]}
        rows={at.map((date, i) => ({
          key: date,
          cells: [moment(date), ...all.map(({ values }) => numbers.count(values[i] ?? 0))],
        }))}
      />
    </>
  );
};
