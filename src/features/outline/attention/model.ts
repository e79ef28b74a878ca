import type { Attention, AttentionItem, OutlineBlock, Rate } from '@marginalia/contract';

/** What the list says to "What needs work?", as data. */
type AttentionSentence =
  | { readonly kind: 'notYet' }
  /** Nothing could be looked at: `tooEarly` blocks have too few learners. */
  | { readonly kind: 'early'; readonly tooEarly: number }
  | { readonly kind: 'nothing'; readonly looked: number; readonly tooEarly: number }
  /** Everything found was triaged by an author. */
  | { readonly kind: 'allAside'; readonly aside: number; readonly looked: number }
  | { readonly kind: 'some'; readonly listed: number; readonly all: number };

/** Which sentence the list allows. `all` counts problems, videos and units, looked at or not. */
export const attentionSentence = ({
  computedAt,
  counts,
}: Pick<Attention, 'computedAt' | 'counts'>): AttentionSentence => {
  const { listed, setAside, nothingFound, tooEarly } = counts;
  if (computedAt === null) return { kind: 'notYet' };
  if (listed > 0) return { kind: 'some', listed, all: listed + setAside + nothingFound + tooEarly };
  if (setAside > 0) return { kind: 'allAside', aside: setAside, looked: setAside + nothingFound };
  return nothingFound === 0 ? { kind: 'early', tooEarly } : { kind: 'nothing', looked: nothingFound, tooEarly };
};

type ReasonKey =
  | 'keyStrongTexts'
  | 'keyStrong'
  | 'keyTexts'
  | 'key'
  | 'keyBare'
  | 'refusedTexts'
  | 'refused'
  | 'refusedBare'
  | 'nobody'
  | 'nobodyBare'
  | 'secondTexts'
  | 'second'
  | 'secondBare'
  | 'hint'
  | 'hintBare'
  | 'worse'
  | 'worseBare'
  | 'distractorText'
  | 'distractor'
  | 'distractorBare'
  | 'recovery'
  | 'recoveryBare'
  | 'attempts'
  | 'attemptsBare'
  | 'help'
  | 'helpTried'
  | 'helpBare'
  | 'dropOut'
  | 'dropOutBare'
  | 'skipped'
  | 'skippedOne'
  | 'skippedBare';

const disclosed = ({ kind }: Rate): boolean => kind === 'value';

/**
 * Which sentence about an item its numbers allow. A withheld number is never put into prose: it may be hidden because
 * the others are few, and then "few" would say the opposite of what is so.
 */
export const reasonKey = (item: AttentionItem): ReasonKey => {
  switch (item.reason) {
    case 'key_may_be_wrong': {
      const texts = item.marked !== null && item.chosen !== null;
      if (disclosed(item.chosenByStrong) && disclosed(item.markedByStrong))
        return texts ? 'keyStrongTexts' : 'keyStrong';
      if (disclosed(item.markedRight) && disclosed(item.chosenOfWrong)) return texts ? 'keyTexts' : 'key';
      return 'keyBare';
    }
    case 'correct_answer_refused':
      if (!disclosed(item.refusals)) return 'refusedBare';
      return item.accepted === null || item.refused === null ? 'refused' : 'refusedTexts';
    case 'nobody_correct':
      return disclosed(item.correct) ? 'nobody' : 'nobodyBare';
    case 'second_correct_answer':
      if (item.chosenElsewhere.kind !== 'value' || item.markedElsewhere.kind !== 'value') return 'secondBare';
      return item.marked === null || item.chosen === null ? 'second' : 'secondTexts';
    case 'no_success_after_hint':
      return disclosed(item.afterHint) ? 'hint' : 'hintBare';
    case 'worse_after_edit':
      return disclosed(item.before) && disclosed(item.after) ? 'worse' : 'worseBare';
    case 'confusing_distractor':
      if (!disclosed(item.ofWrong)) return 'distractorBare';
      return item.answer === null ? 'distractor' : 'distractorText';
    case 'hard_without_recovery':
      return disclosed(item.recovered) ? 'recovery' : 'recoveryBare';
    case 'many_attempts':
      return disclosed(item.many) ? 'attempts' : 'attemptsBare';
    case 'help_before_trying':
      if (!disclosed(item.shown)) return 'helpBare';
      return item.withoutTrying ? 'help' : 'helpTried';
    case 'video_drop_out':
      return disclosed(item.left) ? 'dropOut' : 'dropOutBare';
    case 'unit_skipped': {
      const { reached, before, after } = item;
      const beside = [before, after].filter((learners) => typeof learners === 'number');
      if (typeof reached !== 'number' || beside.length === 0) return 'skippedBare';
      return beside.length === 2 ? 'skipped' : 'skippedOne';
    }
  }
};

/** What a block lies in, outermost first, without the course itself. */
export const pathOf = (
  blocks: readonly Pick<OutlineBlock, 'id' | 'type' | 'name' | 'parent'>[],
  parent: string | null,
): string[] => {
  const known = new Map(blocks.map((block) => [block.id, block]));
  const names: string[] = [];
  const seen = new Set<string>();
  for (let at = parent; at !== null && !seen.has(at); at = known.get(at)?.parent ?? null) {
    seen.add(at);
    const block = known.get(at);
    if (block !== undefined && block.type !== 'course' && block.name.trim() !== '') names.unshift(block.name);
  }
  return names;
};
