import type { AttentionItem, Quantity, Rate } from '@marginalia/contract';
import type { evidenceWords } from './evidence-messages';

/** One bar of the small picture of a finding. */
export interface EvidenceBar {
  readonly word: keyof typeof evidenceWords;
  /** What the word speaks of, where it names an answer. */
  readonly response: string | null;
  /** How long what it speaks of took; null where that does not matter. */
  readonly seconds: number | null;
  /** 0 to 1. */
  readonly share: number;
  readonly count: number;
  /** Of how many; null where the bars are counts beside one another. */
  readonly of: number | null;
}

const bar = (word: EvidenceBar['word'], rate: Rate): EvidenceBar[] =>
  rate.kind === 'value'
    ? [{ word, response: null, seconds: null, share: rate.value, count: rate.count, of: rate.of }]
    : [];

/** A bar that names an answer where its text may be disclosed. */
const responseBar = (
  word: 'marked' | 'markedByTop' | 'chosenByTop' | 'ofWrong',
  rate: Rate,
  response: string | null,
): EvidenceBar[] => bar(response === null ? word : `${word}Text`, rate).map((one) => ({ ...one, response }));

const countBars = (counts: readonly (readonly [EvidenceBar['word'], Quantity | null])[]): EvidenceBar[] => {
  const disclosed = counts.flatMap(([word, count]) => (typeof count === 'number' ? [{ word, count }] : []));
  const most = Math.max(1, ...disclosed.map(({ count }) => count));
  return disclosed.map(({ word, count }) => ({
    word,
    response: null,
    seconds: null,
    share: count / most,
    count,
    of: null,
  }));
};

/** Both or none: one bar of a comparison says nothing. */
const pair = (first: EvidenceBar[], second: EvidenceBar[]): EvidenceBar[] =>
  first.length > 0 && second.length > 0 ? [...first, ...second] : [];

/**
 * The answer marked correct and the other one, both of all first attempts. What is disclosed of the other one is out of those
 * who did not give the first, so it is put on the same ground.
 */
const firstAttempts = ({ marked, chosen, markedRight, chosenOfWrong }: WrongKey): EvidenceBar[] => {
  if (markedRight.kind !== 'value' || chosenOfWrong.kind !== 'value') return [];
  const { count, of } = markedRight;
  if (of - count !== chosenOfWrong.of) return [];
  const share = chosenOfWrong.count / of;
  return [
    ...responseBar('marked', markedRight, marked),
    {
      word: chosen === null ? 'chosen' : 'chosenText',
      response: chosen,
      seconds: null,
      share,
      count: chosenOfWrong.count,
      of,
    },
  ];
};

type WrongKey = Extract<AttentionItem, { readonly reason: 'key_may_be_wrong' }>;

/** The evidence of a finding as one to three bars, as far as its numbers may be disclosed; none where a sentence has to do. */
export const evidenceBars = (item: AttentionItem): EvidenceBar[] => {
  switch (item.reason) {
    case 'key_may_be_wrong': {
      const ofTop = pair(
        responseBar('markedByTop', item.markedByStrong, item.marked),
        responseBar('chosenByTop', item.chosenByStrong, item.chosen),
      );
      return ofTop.length > 0 ? ofTop : firstAttempts(item);
    }
    case 'confusing_distractor':
      return [
        ...responseBar('ofWrong', item.ofWrong, item.answer),
        ...responseBar('chosenByTop', item.ofStrong, item.answer),
      ];
    case 'hard_without_recovery':
      return [...bar('recovered', item.recovered), ...bar('never', item.giveUp)];
    case 'many_attempts':
      return bar('many', item.many);
    case 'help_before_trying':
      return bar('viewed', item.shown);
    case 'video_drop_out':
      return bar('left', item.left).map((one) => ({ ...one, seconds: item.to - item.from }));
    case 'unit_skipped': {
      const bars = countBars([
        ['before', item.before],
        ['here', item.reached],
        ['after', item.after],
      ]);
      return bars.length > 1 ? bars : [];
    }
    default:
      return [];
  }
};
