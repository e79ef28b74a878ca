import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Icon } from '@openedx/paragon';
import Check from '@openedx/paragon/icons/es5/Check';
import { Bar, Swatch } from '../../ui/Bar';
import { useNumbers } from '../../panels';
import { ResponseText } from './ResponseText';
import { words } from './messages';
import { isRight, suspectOf } from './model';
import type { ResponseRow, ResponseRows, SuspectResponse } from './model';

/** What the bars are, for the heading above the list. */
export const ResponseLegend = ({ muted }: { readonly muted: boolean }): ReactNode => (
  <>
    <Swatch tone={muted ? 'gray' : 'info'} /> <FormattedMessage {...words.first} />
  </>
);

interface Props extends ResponseRows {
  /** Learners who answered; null where that may not be disclosed. */
  readonly of: number | null;
  /** Too early to compare: no colour, and no percentage. */
  readonly muted: boolean;
  /** Learners are asked with different values. */
  readonly variants: boolean;
  /** Answers that a finding points at. */
  readonly suspects: readonly SuspectResponse[];
}

const classOf = (row: ResponseRow, suspect: string | null): string | undefined =>
  [isRight(row) ? 'marginalia-right' : '', suspect === null ? '' : 'marginalia-suspected'].join(' ').trim() ||
  undefined;

/** Every answer with its first attempts, once; the correct one has a tick and the word, a suspect one a flag and why. */
export const ResponseList = ({ rows, scale, of, muted, variants, suspects }: Props): ReactNode => {
  const numbers = useNumbers();
  const first = ({ first: quantity }: ResponseRow): ReactNode => {
    const isShare = typeof quantity === 'number' && of !== null && of > 0 && !muted;
    return (
      <Bar share={typeof quantity === 'number' ? quantity / (of ?? scale) : null} tone={muted ? 'gray' : 'info'}>
        {isShare && <>{numbers.share(quantity / of)} </>}
        {isShare ? <small>{numbers.count(quantity)}</small> : numbers.count(quantity)}
        <span className="sr-only">
          {' '}
          <FormattedMessage {...words.first} />
        </span>
      </Bar>
    );
  };
  return (
    <ul className="marginalia-answers">
      {rows.map((row) => {
        const suspect = suspectOf(row, suspects);
        return (
          <li key={row.key} className={classOf(row, suspect)}>
            <span className="marginalia-answer">
              <span className="marginalia-tick">{isRight(row) && <Icon src={Check} size="xs" />}</span>
              <span className="marginalia-answer-text">
                <ResponseText row={row} />
              </span>
              {isRight(row) && (
                <span className="marginalia-mark">
                  <FormattedMessage {...words.right} />
                </span>
              )}
              {row.gone && (
                <span className="marginalia-mark">
                  <FormattedMessage {...words.gone} />
                </span>
              )}
              {row.changed && row.value !== null && row.key !== '' && rows.some((r) => r.correct !== null) && (
                <span className="marginalia-mark">
                  <FormattedMessage {...(variants ? words.varies : words.changed)} />
                </span>
              )}
            </span>
            {suspect !== null && (
              <span className="marginalia-suspect">
                <FormattedMessage {...words[suspect]} />
              </span>
            )}
            {first(row)}
          </li>
        );
      })}
    </ul>
  );
};
