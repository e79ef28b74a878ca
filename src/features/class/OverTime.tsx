import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Quantity } from '@marginalia/contract';
import { useHost } from '../../host/port';
import { formatDay } from '../../lib/day';
import { GHOST, strokeOf } from '../../lib/strokes';
import type { TableModel } from '../../ui/Table';
import { LineSwatch } from '../../ui/LineSwatch';
import { Chart, LazyTimeLines, TableTwin, useNumbers } from '../../panels';
import { AnnotationText } from './AnnotationText';
import { words } from './messages';
import { roundTop, timeOf, disclosed } from './model';
import type { LetteredAnnotation } from './model';

const HEIGHT = 180;

export interface NamedLine {
  readonly name: ReactNode;
  readonly values: readonly Quantity[];
}

/** Whether anything of a line can be drawn: not where every value is hidden. */
const isDrawn = ({ values }: NamedLine): boolean =>
  values.length === 0 || values.some((value) => disclosed(value) !== null);

interface Props {
  readonly title: string;
  readonly desc: string;
  /** Dates or hours, one for each value of a line. */
  readonly at: readonly string[];
  readonly lines: readonly NamedLine[];
  /** What the others are compared with: a thin line behind them. */
  readonly ghost?: NamedLine | null;
  readonly annotations: readonly LetteredAnnotation[];
  readonly atName: ReactNode;
  readonly caption: ReactNode;
  /** Lines of the table; where absent, those of the picture. */
  readonly all?: readonly NamedLine[];
  /** How a value is written; as a count, where absent. */
  readonly format?: (value: Quantity) => string;
  /** What stands below a moment; the day, where absent. */
  readonly formatAt?: (time: number) => string;
  /** What the letters over the chart stand for is told right beside it. */
  readonly explained?: boolean;
  /** A card around says it in words and has the table: the picture alone. */
  readonly inCard?: boolean;
}

/** A moment in words: a day, or a day and its hour, both UTC as they are counted. */
export const useMoment = (): ((at: string) => string) => {
  const intl = useIntl();
  return (at) => formatDay(intl, timeOf(at), { hasTime: at.length > 10, timeZone: 'UTC' });
};

type TableProps = Pick<Props, 'at' | 'lines' | 'atName'>;

/** The numbers of lines over time as a table. */
export const useOverTimeTable = (): ((props: TableProps) => Pick<TableModel, 'columns' | 'rows'>) => {
  const numbers = useNumbers();
  const moment = useMoment();
  return ({ at, lines, atName }) => ({
    columns: [atName, ...lines.map(({ name }) => name)],
    rows: at.map((date, i) => ({
      key: date,
      cells: [moment(date), ...lines.map(({ values }) => numbers.count(values[i] ?? 0))],
    })),
  });
};

/** Counts over time: which line is which, the picture, and the same as a table. */
export const OverTime = ({
  title,
  desc,
  at,
  lines,
  ghost = null,
  annotations,
  atName,
  caption,
  all = lines,
  format,
  formatAt,
  explained = false,
  inCard = false,
}: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const table = useOverTimeTable();
  const { rtl } = useHost().locale();
  const drawn = lines.filter(isDrawn);
  const behind = ghost !== null && isDrawn(ghost) ? [ghost] : [];
  const points = at.map((date, i) => ({
    at: timeOf(date),
    values: [...drawn, ...behind].map(({ values }) => disclosed(values[i])),
  }));
  const gaps = points.some(({ values }) => values.slice(0, drawn.length).includes(null));
  return (
    <>
      {lines.length + behind.length > 1 && (
        <p className="marginalia-legend">
          {drawn.map(({ name }, i) => (
            <span key={i} className="marginalia-line-name">
              <LineSwatch {...strokeOf(i)} /> {name}
            </span>
          ))}
          {behind.map(({ name }) => (
            <span key="behind" className="marginalia-line-name">
              <LineSwatch {...GHOST} strokeWidth={1} /> {name}
            </span>
          ))}
          {lines
            .filter((line) => !isDrawn(line))
            .map(({ name }, i) => (
              <span key={`hidden ${i}`} className="marginalia-line-name">
                <FormattedMessage {...words.hiddenLine} values={{ name }} />
              </span>
            ))}
        </p>
      )}
      <Chart height={HEIGHT}>
        {(width) => (
          <LazyTimeLines
            points={points}
            lines={drawn.length + behind.length}
            ghost={behind.length > 0}
            marks={annotations.map(({ time, letter }) => ({ at: time, label: letter }))}
            top={roundTop(points.flatMap(({ values }) => values))}
            width={width}
            height={HEIGHT}
            title={title}
            desc={desc}
            rtl={rtl}
            formatAt={
              formatAt ?? ((time) => intl.formatDate(time, { day: 'numeric', month: 'short', timeZone: 'UTC' }))
            }
            formatCount={format ?? numbers.count}
          />
        )}
      </Chart>
      {!explained && annotations.length > 0 && (
        <p className="marginalia-legend">
          {annotations.map((annotation) => (
            <span key={annotation.letter}>
              <strong>{annotation.letter}</strong> <AnnotationText annotation={annotation} />
            </span>
          ))}
        </p>
      )}
      {!inCard && <p>{desc}</p>}
      {gaps && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.withheldGaps} />
        </p>
      )}
      {!inCard && <TableTwin caption={caption} {...table({ at, atName, lines: all })} />}
    </>
  );
};
