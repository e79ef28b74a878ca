import {
  type Attention,
  type AttentionItem,
  type AttentionMark,
  type BlockHead,
  EVIDENCE_GATES,
  type Quantity,
  type Rate,
  WITHHELD,
  definitionsOf,
  none,
} from '@marginalia/contract';
import { isForAll, offeredTo } from '../../facts/offered';
import type { StructureIndex } from '../../facts/structureIndex';
import type { Micros } from '../../lib/time';
import { isoTime } from '../../lib/time';
import { typeInKey } from '../../lib/usageKey';
import { quantity, suppress } from '../kit/privacy/suppress';
import type { Finding } from './attention';
import { type Note, noteOf, stateOf } from './attentionNotes';
import { MANY_ATTEMPTS } from '../problem/manyAttempts.metric';
import { type GivenAnswer, type Share } from './attentionTypes';
import type { AnswerContext } from '../kit/population';
import {
  ENOUGH_SINCE_EDIT,
  type EditSplit,
  type ReliabilityTotals,
  cronbachAlpha,
  isSplit,
} from '../problem/itemStatistics';
import { wilson } from '../kit/stats';

const DEFINITIONS = definitionsOf('attention');

/** The list as it is stored; times are microseconds. */
export interface StoredAttention {
  readonly asOf: number | null;
  /** Blocks that were looked at. */
  readonly looked: number;
  readonly reliability: ReliabilityTotals;
  readonly findings: readonly Finding[];
  /** What authors last said to the findings, by key; not stored with them. */
  readonly notes?: ReadonlyMap<string, Note>;
}

/** A stored list, which this service wrote itself; null where it cannot be read. */
export const parseAttention = (text: string): StoredAttention | null => {
  try {
    return JSON.parse(text) as StoredAttention;
  } catch {
    return null;
  }
};

/** What may be disclosed of a list: findings that rest on, and concern, groups of at least the site's threshold. */
export const disclosed = (stored: StoredAttention | null, minLearners: number): readonly Finding[] =>
  (stored?.findings ?? []).filter(
    ({ learners, edit }) =>
      learners >= Math.max(minLearners, EVIDENCE_GATES.finding) &&
      // who came before the edit could be had by subtraction
      !(isSplit(edit) && edit.before < minLearners),
  );

/** The list of blocks of a course for the wire; what is said about learners is added by whoever asks. */
export const attentionAnswer = (
  courseKey: string,
  index: StructureIndex | null,
  at: Micros,
  stored: StoredAttention | null,
  computedAt: number | null,
  context: AnswerContext,
): Omit<Attention, 'learners' | 'mayAnswer'> => {
  const { minLearners } = context;
  const structure = index?.structure;
  const heads = new Map(structure?.blocks.map((block): [string, BlockHead] => [block.id, headOf(block)]));
  const findings = disclosed(stored, minLearners);
  const items = findings.map((finding) =>
    itemOf(
      finding,
      stored?.notes?.get(finding.key) ?? null,
      heads.get(finding.block) ?? unknownHead(finding.block),
      index && offeredTo(index, finding.block, at).to === 'all' ? 'all' : 'unknown',
      minLearners,
    ),
  );
  const setAside = items.filter(({ state }) => state === 'set_aside');
  const looked = stored?.looked ?? 0;
  const all = structure?.blocks.filter((block) => index && isLookedAt(index, block, at)).length ?? looked;
  return {
    asOf: stored?.asOf === undefined || stored.asOf === null ? null : isoTime(stored.asOf),
    definitions: DEFINITIONS,
    minLearners,
    window: { from: null, to: null },
    course: { key: courseKey, name: structure?.name ?? courseKey },
    computedAt: computedAt === null ? null : isoTime(computedAt),
    counts: {
      listed: items.length - setAside.length,
      setAside: setAside.length,
      nothingFound: Math.max(0, looked - findings.length),
      tooEarly: Math.max(0, all - looked),
    },
    reliability: stored ? reliabilityOf(stored.reliability, minLearners) : none('not_computed_yet'),
    items: [...items.filter(({ state }) => state !== 'set_aside'), ...setAside],
  };
};

/** Problems, videos and units that anybody meets; of units only those that everybody does. */
const isLookedAt = (index: StructureIndex, { id, type }: BlockHead, at: Micros): boolean => {
  if (type !== 'problem' && type !== 'video' && type !== 'vertical') return false;
  const offered = offeredTo(index, id, at);
  return type === 'vertical' ? isForAll(offered) : offered.to !== 'nobody';
};

const headOf = ({ id, type, name, parent }: BlockHead): BlockHead => ({ id, type, name, parent });
const unknownHead = (id: string): BlockHead => ({ id, type: typeInKey(id), name: id, parent: null });

/** The marks of the outline: by block, entries at it or inside it that nobody set aside; the reason is that of the first on the list. */
export const attentionMarks = (
  blocks: readonly { readonly id: string; readonly parent: string | null }[],
  stored: StoredAttention | null,
  minLearners: number,
): Map<string, AttentionMark> => {
  const parents = new Map(blocks.map((block) => [block.id, block.parent]));
  const marks = new Map<string, AttentionMark>();
  for (const finding of disclosed(stored, minLearners)) {
    const { block, detail, key } = finding;
    if (stateOf(finding, stored?.notes?.get(key) ?? null) === 'set_aside') continue;
    const around = new Set<string>();
    for (let at: string | null = block; at !== null && !around.has(at); at = parents.get(at) ?? null) {
      around.add(at);
      const mark = marks.get(at);
      marks.set(at, { items: (mark?.items ?? 0) + 1, reason: mark?.reason ?? detail.reason });
    }
  }
  return marks;
};

const reliabilityOf = (totals: ReliabilityTotals, minLearners: number): Attention['reliability'] => {
  const alpha = cronbachAlpha(totals);
  if (alpha === null) return none('too_few_learners_with_complete_data');
  return totals.n < minLearners ? WITHHELD : { kind: 'value', value: alpha, problems: totals.problems, of: totals.n };
};

/**
 * A part of a group, told only where neither it nor what is left of the group is small.
 * @param told another part of the same group that is disclosed
 */
const rateOf = ({ count, of }: Share, minLearners: number, disclosed = 0): Rate => {
  if (of === 0) return none('nobody');
  if (of < minLearners || suppress([count, disclosed, of - count - disclosed], minLearners).includes(true))
    return WITHHELD;
  return { kind: 'value', value: count / of, count, of, ...wilson(count, of) };
};

const textOf = (answer: GivenAnswer | null, minLearners: number): string | null =>
  answer && answer.learners >= minLearners ? answer.text : null;

const editOf = (edit: EditSplit, minLearners: number): AttentionItem['edit'] => {
  const { editedAt, before, since } = edit;
  if (editedAt === null || before === 0 || (since >= ENOUGH_SINCE_EDIT && !isSplit(edit))) return null;
  const hidden = suppress([before, since], minLearners).includes(true);
  return { at: isoTime(editedAt), learnersSince: hidden ? WITHHELD : since, needed: ENOUGH_SINCE_EDIT };
};

/** Withheld where those who did not try again, which is what is left of the wrong ones, are few. */
const recoveredOf = (recovered: Share, giveUp: Share, minLearners: number): Rate => {
  const once = giveUp.count + recovered.count - recovered.of;
  return suppress([recovered.of, once], minLearners).includes(true) ? WITHHELD : rateOf(recovered, minLearners);
};

/** Withheld where those are few who had left before, which is what is left of all viewers. */
const leftOf = (left: Share, viewers: number, minLearners: number): Rate =>
  suppress([left.of, viewers - left.of], minLearners).includes(true) ? WITHHELD : rateOf(left, minLearners);

/** Few who never tried could be had by subtracting those who did: they are left out, and the sentence speaks of the others. */
const shownOf = (
  shown: Share,
  untried: number,
  minLearners: number,
): { shown: Rate; learners: Quantity; withoutTrying: boolean } => {
  const out = untried < minLearners ? untried : 0;
  const disclosed = { count: shown.count - out, of: shown.of - out };
  return {
    shown: rateOf(disclosed, minLearners),
    learners: quantity(disclosed.of, minLearners),
    withoutTrying: untried > 0 && out === 0,
  };
};

const itemOf = (
  finding: Finding,
  note: Note | null,
  block: BlockHead,
  offered: 'all' | 'unknown',
  minLearners: number,
): AttentionItem => {
  const { detail } = finding;
  const rate = (share: Share): Rate => rateOf(share, minLearners);
  const reached = (learners: number | null): Quantity | null =>
    learners === null ? null : quantity(learners, minLearners);
  const shared = {
    id: finding.key,
    block,
    also: [...finding.also],
    evidence: finding.evidence,
    learners: quantity(finding.learners, minLearners),
    listedSince: isoTime(finding.listedSince),
    state: stateOf(finding, note),
    note: noteOf(note),
    edit: editOf(finding.edit, minLearners),
  };
  switch (detail.reason) {
    case 'key_may_be_wrong':
      return {
        ...shared,
        reason: detail.reason,
        learners: quantity(finding.of, minLearners),
        part: detail.part,
        marked: textOf(detail.marked, minLearners),
        chosen: textOf(detail.chosen, minLearners),
        markedRight: rate(detail.markedRight),
        chosenOfWrong: rate(detail.chosenOfWrong),
        markedByStrong: rateOf(detail.markedByStrong, minLearners, detail.chosenByStrong.count),
        chosenByStrong: rateOf(detail.chosenByStrong, minLearners, detail.markedByStrong.count),
        discrimination: strengthOf(detail.itemRest, detail.rested, finding.of, minLearners),
      };
    case 'confusing_distractor':
      return {
        ...shared,
        reason: detail.reason,
        part: detail.part,
        answer: textOf(detail.answer, minLearners),
        ofWrong: rate(detail.ofWrong),
        ofStrong: rateOf(detail.ofStrong, minLearners, detail.rightOfStrong),
      };
    case 'hard_without_recovery':
      return {
        ...shared,
        reason: detail.reason,
        recovered: recoveredOf(detail.recovered, detail.giveUp, minLearners),
        giveUp: rate(detail.giveUp),
      };
    case 'many_attempts':
      return { ...shared, reason: detail.reason, many: rate(detail.many), attempts: MANY_ATTEMPTS };
    case 'help_before_trying':
      return { ...shared, reason: detail.reason, ...shownOf(detail.shown, detail.untried, minLearners) };
    case 'video_drop_out':
      return {
        ...shared,
        reason: detail.reason,
        left: leftOf(detail.left, finding.of, minLearners),
        from: detail.from,
        to: detail.to,
        duration: detail.duration,
      };
    case 'unit_skipped':
      return {
        ...shared,
        reason: detail.reason,
        reached: quantity(detail.reached, minLearners),
        before: reached(detail.before),
        after: reached(detail.after),
        offered,
      };
  }
};

/** From 30 learners on, as in the problem's own panel. */
const strengthOf = (
  r: number | null,
  n: number,
  of: number,
  minLearners: number,
): Extract<AttentionItem, { reason: 'key_may_be_wrong' }>['discrimination'] => {
  if (n < EVIDENCE_GATES.correlation) return none('too_few_learners_with_other_problems');
  if (suppress([n, of - n], minLearners).includes(true)) return WITHHELD;
  if (r === null) return none('no_variation');
  const half = 1.959963984540054 / Math.sqrt(n - 3);
  const z = Math.atanh(Math.min(1 - 1e-12, Math.max(-1 + 1e-12, r)));
  return { kind: 'value', value: r, low: Math.tanh(z - half), high: Math.tanh(z + half), of: n };
};
