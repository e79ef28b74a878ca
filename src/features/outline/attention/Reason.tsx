import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { AttentionItem } from '@marginalia/contract';
import { useNumbers } from '../../../panels';
import type { Numbers } from '../../../panels';
import { offeredWords } from '../offered-messages';
import { reasonKey } from './model';
import { nextSteps, sentences } from './rule-messages';
import { CourseText } from '../../../ui/CourseText';
import { Day } from '../../../ui/Day';

const disclosedWord = (rate: { readonly kind: string }): string => (rate.kind === 'value' ? 'yes' : 'no');

/** The numbers of an item in the words that its sentence may ask for. */
const valuesOf = (item: AttentionItem, numbers: Numbers): Record<string, ReactNode> => {
  switch (item.reason) {
    case 'key_may_be_wrong':
      return {
        marked: <CourseText>{item.marked}</CourseText>,
        chosen: <CourseText>{item.chosen}</CourseText>,
        markedBy: numbers.countOf(item.markedByStrong),
        chosenBy: numbers.countOf(item.chosenByStrong),
        right: numbers.countOf(item.markedRight),
        wrong: numbers.countOf(item.chosenOfWrong),
      };
    case 'correct_answer_refused':
      return {
        accepted: <CourseText>{item.accepted}</CourseText>,
        refused: <CourseText>{item.refused}</CourseText>,
        refusals: numbers.countOf(item.refusals),
      };
    case 'nobody_correct':
      return { correct: numbers.countOf(item.correct) };
    case 'second_correct_answer': {
      const { chosenElsewhere: other, markedElsewhere: key } = item;
      return {
        marked: <CourseText>{item.marked}</CourseText>,
        chosen: <CourseText>{item.chosen}</CourseText>,
        chosenElsewhere: other.kind === 'value' ? numbers.share(other.value) : '',
        markedElsewhere: key.kind === 'value' ? numbers.share(key.value) : '',
      };
    }
    case 'no_success_after_hint':
      return {
        afterHint: numbers.countOf(item.afterHint),
        withoutHint: numbers.countOf(item.withoutHint),
        disclosed: disclosedWord(item.withoutHint),
      };
    case 'worse_after_edit':
      return {
        date: <Day at={item.at} />,
        before: numbers.countOf(item.before),
        after: numbers.countOf(item.after),
      };
    case 'confusing_distractor':
      return {
        answer: <CourseText>{item.answer}</CourseText>,
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

/** What an author may do about it. */
export const NextStep = ({ item }: { readonly item: AttentionItem }): ReactNode => {
  const numbers = useNumbers();
  // what checks the key says so in its sentence
  if (item.next === 'check_key') return null;
  const values = item.reason === 'video_drop_out' ? { from: numbers.clock(item.from) } : {};
  return (
    <p>
      <FormattedMessage {...nextSteps[item.next]} values={values} />
    </p>
  );
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
