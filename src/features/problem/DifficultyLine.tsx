import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Problem } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { words } from './messages';
import { difficultyOf } from './model';

interface Props {
  readonly problem: Pick<Problem, 'difficulty' | 'giveUp'>;
  /** Shares and comparisons may be disclosed. */
  readonly compare: boolean;
}

/** The problem beside the others of its course, and who never got it right. */
export const DifficultyLine = ({ problem: { difficulty, giveUp }, compare }: Props): ReactNode => {
  const numbers = useNumbers();
  const place = compare ? difficultyOf(difficulty) : null;
  const never = giveUp.kind === 'value' && giveUp.count > 0 ? giveUp : null;
  if (place === null && never === null) return null;
  return (
    <p>
      {place?.kind === 'of' && (
        <FormattedMessage {...words.harderThan} values={{ n: place.easier, of: place.others }} />
      )}
      {place?.kind === 'level' && <FormattedMessage {...words[place.level]} />}{' '}
      {never !== null && (
        <FormattedMessage
          {...(compare ? words.giveUp : words.giveUpCount)}
          values={{ count: never.count, of: never.of, likely: numbers.likely(never) }}
        />
      )}
    </p>
  );
};
