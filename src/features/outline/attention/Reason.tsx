import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { AttentionItem } from '@marginalia/contract';
import { useNumbers } from '../../../panels';
import type { Numbers } from '../../../panels';
import { offeredWords } from '../offered-messages';
import { sentences } from './messages';
import { reasonKey } from './model';

const disclosedWord = (rate: { readonly kind: string }): string => (rate.kind === 'value' ? 'yes' : 'no');

/** The numbers of an item in the words that its sentence may ask for. */
const valuesOf = (item: AttentionItem, numbers: Numbers): Record<string, ReactNode> => {
  switch (item.reason) {
    case 'key_may_be_wrong':
      return {
        marked: <bdi>{item.marked}</bdi>,
        chosen: <bdi>{item.chosen}</bdi>,
        markedBy: numbers.countOf(item.markedByStrong),
        chosenBy: numbers.countOf(item.chosenByStrong),
        right: numbers.countOf(item.markedRight),
        wrong: numbers.countOf(item.chosenOfWrong),
      };
    case 'confusing_distractor':
      return {
        answer: <bdi>{item.answer}</bdi>,
        wrong: numbers.countOf(item.ofWrong),
        strong: numbers.countOf(item.ofStrong),
        disclosed: disclosedWord(item.ofStrong),
      };
    case 'hard_without_recovery':
      return {
        recovered: numbers.countOf(item.recovered),
        giveUp: numbers.countOf(item.giveUp),
        disclosed: disclosedWord(item.giveUp),
      };
    case 'many_attempts':
      return { many: numbers.countOf(item.many), attempts: item.attempts };
    case 'help_before_trying':
      return { shown: numbers.countOf(item.shown) };
    case 'video_drop_out':
      return {
        left: numbers.countOf(item.left),
        from: numbers.clock(item.from),
        to: numbers.clock(item.to),
        duration: numbers.clock(item.duration),
      };
    case 'unit_skipped': {
      const { reached, before, after } = item;
      const beside = typeof before === 'number' ? before : after;
      const count = (learners: typeof before): string => (learners === null ? '' : numbers.count(learners));
      return { reached: count(reached), before: count(before), after: count(after), beside: count(beside) };
    }
  }
};

/** Why a block is on the list: one plain sentence with its numbers, as far as they may be disclosed. */
export const Reason = ({ item }: { readonly item: AttentionItem }): ReactNode => (
  <>
    <FormattedMessage {...sentences[reasonKey(item)]} values={valuesOf(item, useNumbers())} />
    {item.reason === 'unit_skipped' && item.offered === 'unknown' && (
      <>
        {' '}
        <FormattedMessage {...offeredWords.notSaid} />
      </>
    )}
  </>
);
