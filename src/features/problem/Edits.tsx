import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Problem } from '@marginalia/contract';
import { formatDay } from '../../lib/day';
import { Section } from '../../ui/Section';
import { SignedPoints, useNumbers } from '../../panels';
import { words } from './messages';
import { comparedEdits } from './model';

interface Props {
  readonly edits: Problem['edits'];
  /** Shares and comparisons may be disclosed. */
  readonly compare: boolean;
}

/** What came of the latest edits: who tried before each against who tried since. */
export const Edits = ({ edits, compare }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const compared = comparedEdits(edits, compare);
  if (compared.length === 0) return null;
  const size = (share: number): string =>
    intl.formatNumber(share * 100, { maximumFractionDigits: 0, signDisplay: 'never' });
  /** Lower and higher end of a difference in points; a message that says “lower” or “higher” wants sizes alone. */
  const ends = (kind: string, low: number, high: number): { low: ReactNode; high: ReactNode } => {
    if (kind === 'undecided') return { low: <SignedPoints share={low} />, high: <SignedPoints share={high} /> };
    const [least = 0, most = 0] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
    return { low: size(least), high: size(most) };
  };
  return (
    <Section title={<FormattedMessage {...words.didItHelp} />}>
      {compared.map(({ kind, edit: { at, before, after, difference } }) => (
        <p key={at}>
          <FormattedMessage
            {...words[kind]}
            values={{
              date: formatDay(intl, at, { timeZone: 'UTC' }),
              before: numbers.countOf(before),
              after: numbers.countOf(after),
              ...(difference.kind === 'value' ? ends(kind, difference.low, difference.high) : {}),
            }}
          />
        </p>
      ))}
      {compared.some(({ edit: { difference } }) => difference.kind === 'value') && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.otherLearners} />
        </p>
      )}
    </Section>
  );
};
