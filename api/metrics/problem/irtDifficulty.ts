import { EVIDENCE_GATES } from '@marginalia/contract';
import { type IrtFit, type ResponsePattern, irtSteps } from './irt';

/** A problem has a difficulty from so many learners on. */
export const ITEM_LEARNERS = EVIDENCE_GATES.correlation;
/** At most so many learners are used, chosen by hash. */
export const MOST_LEARNERS = 5000;
/** A course has difficulties from so many learners and problems on. */
const LEAST = { learners: 50, items: 5 };
/** Values and ends of intervals beyond are given as this: so few are correct, or not, that nothing shows how much further. */
const LARGEST_DIFFICULTY = 4;
const cut = (value: number): number => Math.min(LARGEST_DIFFICULTY, Math.max(-LARGEST_DIFFICULTY, value));

/** 95 %, two-sided. */
const Z = 1.959963984540054;

/** The difficulty of one problem; logits: 0 is what the middle learner gets right half of the time. */
export interface ItemDifficulty {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Share of the course's other problems that are easier, 0 to 1. */
  readonly percentile: number;
  readonly of: number;
}

export interface DifficultyModel {
  /** null where the course has too few learners or problems: `reason` says which. */
  readonly model: '2pl' | null;
  readonly reason: 'too_few_learners_in_course' | 'too_few_problems' | null;
  /** Problems on the scale. */
  readonly problems: number;
  readonly learners: number;
  readonly items: ReadonlyMap<string, ItemDifficulty>;
  /** Problems that do not tell strong learners from weak ones, so that they have no place on the scale. */
  readonly unplaced: readonly string[];
}

/**
 * The difficulties of a course's problems, in steps (see irtSteps).
 * @param blocks the problems that the patterns' answers are coded by
 */
export function* difficultySteps(
  blocks: readonly string[],
  patterns: readonly ResponsePattern[],
): Generator<void, DifficultyModel, void> {
  const learners = patterns.reduce((sum, pattern) => sum + pattern.learners, 0);
  if (learners < LEAST.learners || blocks.length < LEAST.items) {
    const reason = blocks.length < LEAST.items ? 'too_few_problems' : 'too_few_learners_in_course';
    return { model: null, reason, problems: 0, learners, items: new Map(), unplaced: [] };
  }
  const fit = yield* irtSteps(blocks.length, patterns);
  return { model: '2pl', reason: null, learners, ...onScale(blocks, fit) };
}

const onScale = (blocks: readonly string[], fit: IrtFit): Pick<DifficultyModel, 'problems' | 'items' | 'unplaced'> => {
  const placed = blocks.flatMap((block, index) => {
    const item = fit.items[index];
    return item && item.b !== null && item.se !== null
      ? [{ block, value: item.b, se: item.se, of: item.learners }]
      : [];
  });
  const easier = (value: number): number =>
    placed.reduce((sum, other) => sum + (other.value < value ? 1 : other.value === value ? 0.5 : 0), 0) - 0.5;
  return {
    problems: placed.length,
    unplaced: blocks.filter((block) => !placed.some((item) => item.block === block)),
    items: new Map(
      placed.map(({ block, value, se, of }) => [
        block,
        {
          value: cut(value),
          low: cut(value - Z * se),
          high: cut(value + Z * se),
          percentile: placed.length < 2 ? 0.5 : easier(value) / (placed.length - 1),
          of,
        },
      ]),
    ),
  };
};
