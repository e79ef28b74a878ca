import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Learner } from '@marginalia/contract';
import { BandDot } from '../../ui/BandDot';
import { PanelCard, useNumbers } from '../../panels';
import { useEnds, useHalf } from '../class';
import type { Format } from '../class';
import { words } from './messages';
import { besideRows } from './model';
import type { BesideRow } from './model';

interface Props {
  readonly courseId: string;
  readonly learner: Learner;
}

/** The learner's numbers, each as a dot before the middle half of the class. */
export const BesideClass = ({ courseId, learner }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const half = useHalf();
  const ends = useEnds();
  const format = (key: BesideRow['key']): Format => {
    if (key === 'watched') return numbers.amountOfTime;
    return key === 'progress' || key === 'firstTry' ? 'share' : numbers.mean;
  };
  const own = ({ key, value }: BesideRow): string => {
    if (value === null) return numbers.count({ kind: 'none', reason: 'nothing' });
    const write = format(key);
    return write === 'share' ? numbers.share(value) : write(value);
  };
  const rows = besideRows(learner);
  const text = (row: BesideRow): ReactNode => {
    if (row.half.kind === 'value')
      return (
        <FormattedMessage
          {...words.classHalf}
          values={{
            value: own(row),
            range: ends(row.half, format(row.key)),
          }}
        />
      );
    return row.half.kind === 'withheld' ? (
      <FormattedMessage {...words.classHidden} values={{ value: own(row) }} />
    ) : (
      own(row)
    );
  };
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.beside)}
      span={4}
      note={
        <>
          <span className="marginalia-swatch marginalia-band-swatch" aria-hidden="true" />{' '}
          <FormattedMessage {...words.besideLegend} />
        </>
      }
      table={{
        columns: [
          <FormattedMessage key="r" {...words.row} />,
          <FormattedMessage key="l" {...words.learner} />,
          <FormattedMessage key="c" {...words.class} />,
        ],
        rows: rows.map((row) => ({
          key: row.key,
          cells: [<FormattedMessage key="r" {...words[row.key]} />, own(row), half(row.half, format(row.key))],
        })),
      }}
    >
      <ul className="marginalia-band-rows">
        {rows.map((row) => (
          <li key={row.key}>
            <span>
              <FormattedMessage {...words[row.key]} />
            </span>
            <BandDot
              share={row.value === null ? null : row.value / row.top}
              band={row.half.kind === 'value' ? { low: row.half.low / row.top, high: row.half.high / row.top } : null}
            >
              {text(row)}
            </BandDot>
          </li>
        ))}
      </ul>
    </PanelCard>
  );
};
