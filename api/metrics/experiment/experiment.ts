import { isSmall } from '../kit/privacy/smallGroups';
import {
  type BlockHead,
  type Difference,
  EVIDENCE_GATES,
  EXPERIMENT_OUTCOMES,
  type Experiment,
  type ExperimentOutcome,
  type LearnerMean,
  WITHHELD,
  definitionsOf,
  none,
} from '@marginalia/contract';
import { isForAll, offeredTo } from '../../facts/offered';
import type { StructureIndex } from '../../facts/structureIndex';
import type { StructureBlock } from '../../facts/types';
import type { Micros } from '../../lib/time';
import { type SampleMoments, alwaysValidDifference } from '../kit/alwaysValid';
import type { ReportContext } from '../kit/population';
import { mayDiscloseInside, quantity, suppress } from '../kit/privacy/suppress';

const DEFINITIONS = definitionsOf('experiment');
/** How often all intervals of an experiment may fail, taken together. */
const ALPHA = 0.05;
/** Below so many learners in a group no difference is disclosed. */
const LEAST_LEARNERS = EVIDENCE_GATES.correlation;

/** An experiment in the structure of a course. */
interface ExperimentPlace {
  readonly unit: string | null;
  /** The block that stands for each group, in the order of the course. */
  readonly arms: readonly StructureBlock[];
  /** What follows and everybody is offered. */
  readonly next: StructureBlock | null;
  readonly following: readonly StructureBlock[];
}

/** @param at what had started then */
export const experimentPlace = (index: StructureIndex, id: string, at: Micros): ExperimentPlace => {
  const { blocks } = index.structure;
  const inside = blocks.filter(({ audience }) => audience?.isStated === true && audience.drawn?.by === id);
  const alternatives = new Set(inside.map(({ audience }) => audience?.drawn?.alternative));
  const arms = blocks.filter((block) => alternatives.has(block.id));
  const last = Math.max(
    index.get(id)?.order ?? -Infinity,
    ...arms.flatMap((arm) => [arm.order, ...insideOf(index, arm.id).map(({ order }) => order)]),
  );
  const [unit = null] = index.containersOf(id);
  const sections = blocks.filter(({ type }) => type === 'chapter');
  const own = sections.findIndex((section) => index.containersOf(id).includes(section.id));
  const after = (section: StructureBlock | undefined): StructureBlock[] =>
    blocks.filter(
      (block) =>
        block.order > last &&
        section !== undefined &&
        index.containersOf(block.id).includes(section.id) &&
        isForAll(offeredTo(index, block.id, at)),
    );
  const here = own < 0 ? [] : after(sections[own]);
  const following = here.length > 0 ? here : own < 0 ? [] : after(sections[own + 1]);
  return { unit, arms, following, next: following.find(({ type }) => type === 'vertical') ?? null };
};

const insideOf = (index: StructureIndex, id: string): StructureBlock[] =>
  index.childrenOf(id).flatMap((child) => [child, ...insideOf(index, child.id)]);

/** Of a group of learners; `everybody` of the experiment's sums are those of all learners, in whatever group. */
export interface ArmSums extends Readonly<Record<ExperimentOutcome, SampleMoments>> {
  readonly learners: number;
}
export interface ExperimentSums {
  /** In the order of the arms. */
  readonly arms: readonly ArmSums[];
  readonly everybody: ArmSums;
  /** Learners who reached the unit of the experiment, and those who reached any group. */
  readonly inUnit: number;
  readonly inArms: number;
}

type ArmNumbers = Pick<Experiment['arms'][number], 'learners' | ExperimentOutcome>;

const isNone = (learners: number): boolean => learners === 0;

/** Which groups are disclosed: none of them small, nor those who reached the unit and no group. */
const hiddenArms = ({ arms, inUnit, inArms }: ExperimentSums, minLearners: number): boolean[] =>
  suppress([...arms.map(({ learners }) => learners), inUnit - inArms], minLearners);

/**
 * Whether one outcome may be disclosed: of each group nobody or enough did it and did not, and what panels of the blocks that follow
 * state of everybody leaves nobody or enough over outside the groups.
 */
const isOutcomeDisclosed = (
  { arms, everybody }: ExperimentSums,
  outcome: ExperimentOutcome,
  minLearners: number,
): boolean => {
  const size = (arm: ArmSums): number => (outcome === 'reached' ? arm.reached.sum : arm[outcome].n);
  const rest = Math.abs(size(everybody) - arms.reduce((sum, arm) => sum + size(arm), 0));
  if (outcome === 'completed') return true;
  return (
    !isSmall(rest, minLearners) &&
    (outcome === 'reached' || arms.every((arm) => mayDiscloseInside(size(arm), [arm.learners], minLearners)))
  );
};

/** What may be disclosed of each group, and how it differs from the first. */
export const experimentNumbers = (sums: ExperimentSums, minLearners: number): ArmNumbers[] => {
  const hidden = hiddenArms(sums, minLearners);
  const [first] = sums.arms;
  const alpha = ALPHA / (EXPERIMENT_OUTCOMES.length * Math.max(1, sums.arms.length - 1));
  const disclosed = new Set(EXPERIMENT_OUTCOMES.filter((one) => isOutcomeDisclosed(sums, one, minLearners)));
  const mean = (arm: ArmSums, at: number, outcome: ExperimentOutcome): LearnerMean => {
    const { n, sum } = arm[outcome];
    if (hidden[at] || !disclosed.has(outcome)) return WITHHELD;
    return isNone(n) ? none('nothing_follows') : { kind: 'value', value: sum / n, of: n };
  };
  const difference = (arm: ArmSums, at: number, outcome: ExperimentOutcome): Difference | null => {
    if (at === 0 || !first) return null;
    if (hidden[0] || hidden[at] || !disclosed.has(outcome)) return WITHHELD;
    const [a, b] = [first[outcome], arm[outcome]];
    if (isNone(a.n) || isNone(b.n)) return none('nothing_follows');
    if (Math.min(a.n, b.n) < LEAST_LEARNERS) return none('too_few_learners_in_group');
    return { kind: 'value', ...alwaysValidDifference(a, b, alpha) };
  };
  return sums.arms.map((arm, at) => {
    const of = (outcome: ExperimentOutcome) => ({
      mean: mean(arm, at, outcome),
      difference: difference(arm, at, outcome),
    });
    return {
      learners: hidden[at] ? WITHHELD : quantity(arm.learners, minLearners),
      reached: of('reached'),
      firstTry: of('firstTry'),
      completed: of('completed'),
      watched: of('watched'),
    };
  });
};

const headOf = ({ id, type, name, parent }: StructureBlock): BlockHead => ({ id, type, name, parent });

/** The groups of an experiment, compared. @param asOf the newest event of the course */
export const experimentReport = (
  block: StructureBlock,
  { arms, next, following }: ExperimentPlace,
  sums: ExperimentSums,
  asOf: string | null,
  { minLearners }: ReportContext,
): Experiment => {
  const numbers = experimentNumbers(sums, minLearners);
  const count = (type: string): number => following.filter((one) => one.type === type).length;
  return {
    asOf,
    definitions: DEFINITIONS,
    minLearners,
    window: { from: null, to: null },
    block: headOf(block),
    following: { next: next && headOf(next), problems: count('problem'), videos: count('video') },
    arms: arms.flatMap((arm, at) => {
      const own = numbers[at];
      return own ? [{ block: headOf(arm), ...own }] : [];
    }),
  };
};
