import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Learner } from '@marginalia/contract';
import { BandBar } from '../../ui/BandBar';
import { Section } from '../../ui/Section';
import { TableTwin, useNumbers } from '../../panels';
import { useHalf } from '../class';
import { words } from './messages';
import { besideRows } from './model';
import type { BesideRow } from './model';

/** The learner's numbers, each before the middle half of the class. */
export const Beside = ({ learner }: { readonly learner: Learner }): ReactNode => {
  const numbers = useNumbers();
  const half = useHalf();
  const format = (key: BesideRow['key']) => {
    if (key === 'watched') return numbers.clock;
    return key === 'progress' || key === 'firstTry' ? numbers.share : numbers.mean;
  };
  const own = ({ key, value }: BesideRow): string =>
    value === null ? numbers.count({ kind: 'none', reason: 'nothing' }) : format(key)(value);
  const rows = besideRows(learner);
  return (
    <Section
      title={<FormattedMessage {...words.beside} />}
      legend={
        <>
          <span className="marginalia-swatch marginalia-band-swatch" aria-hidden="true" />{' '}
          <FormattedMessage {...words.besideLegend} />
        </>
      }
    >
      <ul className="marginalia-bars">
        {rows.map((row) => (
          <li key={row.key}>
            <span>
              <FormattedMessage {...words[row.key]} />
            </span>
            <BandBar
              share={row.value === null ? null : row.value / row.top}
              band={row.half.kind === 'value' ? { low: row.half.low / row.top, high: row.half.high / row.top } : null}
            >
              {row.half.kind === 'value' ? (
                <FormattedMessage
                  {...words.classHalf}
                  values={{
                    value: own(row),
                    low: format(row.key)(row.half.low),
                    high: `\u2060${format(row.key)(row.half.high)}`,
                  }}
                />
              ) : (
                own(row)
              )}
            </BandBar>
          </li>
        ))}
      </ul>
      <TableTwin
        caption={<FormattedMessage {...words.beside} />}
        columns={[
          <FormattedMessage key="r" {...words.row} />,
          <FormattedMessage key="l" {...words.learner} />,
          <FormattedMessage key="c" {...words.class} />,
        ]}
        rows={rows.map((row) => ({
          key: row.key,
          cells: [<FormattedMessage key="r" {...words[row.key]} />, own(row), half(row.half, format(row.key))],
        }))}
      />
    </Section>
  );
};
