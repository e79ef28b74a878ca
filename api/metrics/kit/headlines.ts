import { type Outline, type Problem, type Rate, type Video, WITHHELD } from '@marginalia/contract';
import { dayOnly } from './privacy/moments';
import { discloseSizes } from './privacy/sizes';
import { NO_SHAPE, withoutResponses, withoutSides } from './undisclosed';

/**
 * What of a report about a window of time or a track may be disclosed. Its groups are large enough (privacy/periods); but
 * whoever gave an answer, asked for help or saw a second inside it could be counted by subtraction from all, so that
 * breakdowns are disclosed of all time and all learners only, as are sums that few may have made; and the newest event by the day, for it is one person's.
 */

const known = <T extends { readonly kind: string }>(value: T): T | typeof WITHHELD =>
  value.kind === 'value' ? WITHHELD : value;

export const problemHeadlines = (problem: Problem): Problem => ({
  ...problem,
  asOf: dayOnly(problem.asOf),
  attempts: 'median' in problem.attempts ? { ...problem.attempts, total: WITHHELD, mean: WITHHELD } : problem.attempts,
  parts: problem.parts.map(withoutResponses),
  discrimination: known(problem.discrimination),
  difficulty: problem.difficulty.kind === 'value' ? { ...problem.difficulty, of: WITHHELD } : problem.difficulty,
  edits: problem.edits.map(withoutSides),
  breakdowns: 'withheld',
});

export const videoHeadlines = (video: Video): Video => ({
  ...video,
  asOf: dayOnly(video.asOf),
  ...NO_SHAPE,
  rewinds: { ...video.rewinds, landings: [] },
  breakdowns: 'withheld',
});

export const outlineHeadlines = (outline: Outline): Outline => ({
  ...outline,
  asOf: dayOnly(outline.asOf),
  breakdowns: 'withheld',
});

/**
 * Some learners met only some of the questions (split tests, versions, submissions without their questions). Withholds
 * the questions by whose learners a few of the others could be counted.
 * @param isSelection in a window or a track: only questions that all of its learners met are disclosed
 */
export const withoutSmallParts = (problem: Problem, isSelection: boolean): Problem => {
  const of = (rate: Rate): number => (rate.kind === 'value' ? rate.of : 0);
  const all = of(problem.firstTry);
  const sizes = problem.parts.map(({ firstTry }) => of(firstTry));
  const disclosed = isSelection ? sizes.map((size) => size === all) : discloseSizes(sizes, [all], problem.minLearners);
  return {
    ...problem,
    parts: problem.parts.map((one, index) =>
      disclosed[index] || one.firstTry.kind !== 'value'
        ? one
        : { ...withoutResponses(one), firstTry: WITHHELD, eventual: WITHHELD },
    ),
  };
};
