import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Icon } from '@openedx/paragon';
import Check from '@openedx/paragon/icons/es5/Check';
import type { Quantity } from '@marginalia/contract';
import { Bar, Swatch } from '../../ui/Bar';
import type { BarTone } from '../../ui/Bar';
import { useNumbers } from '../../panels';
import { AnswerText } from './AnswerText';
import { words } from './messages';
import { isRight } from './model';
import type { AnswerRows } from './model';

/** Which bar is which, for the heading above the list. */
export const AnswerLegend = ({ muted }: { readonly muted: boolean }): ReactNode => (
  <>
    <Swatch tone={muted ? 'gray' : 'info'} /> <FormattedMessage {...words.first} /> <Swatch tone="second" />{' '}
    <FormattedMessage {...words.last} />
  </>
);

interface Props extends AnswerRows {
  /** Too early to compare: no colour. */
  readonly muted: boolean;
  /** Learners are asked with different values. */
  readonly variants: boolean;
}

/** Every answer with its first and last tries side by side; the right one has a tick and the word. */
export const AnswerList = ({ rows, scale, muted, variants }: Props): ReactNode => {
  const numbers = useNumbers();
  const bar = (quantity: Quantity, tone: BarTone, word: keyof typeof words): ReactNode => (
    <Bar share={typeof quantity === 'number' ? quantity / scale : null} tone={tone}>
      {numbers.count(quantity)}
      <span className="sr-only">
        {' '}
        <FormattedMessage {...words[word]} />
      </span>
    </Bar>
  );
  return (
    <ul className="marginalia-answers">
      {rows.map((row) => (
        <li key={row.key} className={isRight(row) ? 'marginalia-right' : undefined}>
          <span className="marginalia-answer">
            <span className="marginalia-tick">{isRight(row) && <Icon src={Check} size="xs" />}</span>
            <span className="marginalia-answer-text">
              <AnswerText row={row} />
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
          {bar(row.first, muted ? 'gray' : 'info', 'first')}
          {bar(row.last, 'second', 'last')}
        </li>
      ))}
    </ul>
  );
};
