import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Problem } from '@marginalia/contract';
import { Section } from '../../ui/Section';
import { useNumbers } from '../../panels';
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
  const points = (share: number): string =>
    intl.formatNumber(share * 100, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  return (
    <Section title={<FormattedMessage {...words.didItHelp} />}>
      {compared.map(({ kind, edit: { at, before, after, difference } }) => (
        <p key={at}>
          <FormattedMessage
            {...words[kind]}
            values={{
              date: intl.formatDate(at, { dateStyle: 'medium', timeZone: 'UTC' }),
              before: numbers.countOf(before),
              after: numbers.countOf(after),
              ...(difference.kind === 'value' ? { low: points(difference.low), high: points(difference.high) } : {}),
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
