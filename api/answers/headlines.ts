import { type Problem, type ProblemPart, type Quantity, type Rate, type Video, WITHHELD } from '../../src/contract';
import { tellSizes } from '../privacy/sizes';

/**
 * What of an answer about a window of time or a track may be told. Its groups are large enough (privacy/periods); but
 * whoever gave an answer, asked for help or saw a second inside it could be counted by subtraction from all, so that
 * breakdowns are told of all time and all learners only.
 */

/** 0 is told. */
const part = (quantity: Quantity): Quantity => (typeof quantity === 'number' && quantity > 0 ? WITHHELD : quantity);
const known = <T extends { readonly kind: string }>(value: T): T | typeof WITHHELD =>
  value.kind === 'value' ? WITHHELD : value;

const withoutAnswers = ({ flow: _, ...one }: ProblemPart): ProblemPart => ({
  ...one,
  answers: [],
  choices: [],
  other: null,
  thirds: WITHHELD,
});

export const problemHeadlines = (problem: Problem): Problem => ({
  ...problem,
  parts: problem.parts.map(withoutAnswers),
  help: {
    hint: { learners: part(problem.help.hint.learners), events: part(problem.help.hint.events) },
    answerShown: { learners: part(problem.help.answerShown.learners), events: part(problem.help.answerShown.events) },
  },
  trend: [],
  discrimination: known(problem.discrimination),
  edits: problem.edits.map(({ at, before, after, difference }) => ({
    at,
    before: known(before),
    after: known(after),
    difference: known(difference),
  })),
  breakdowns: 'withheld',
});

export const videoHeadlines = (video: Video): Video => ({
  ...video,
  curve: [],
  distribution: [],
  survival: [],
  dropOff: [],
  rewatched: [],
  skipped: [],
  rewinds: { learners: part(video.rewinds.learners), events: part(video.rewinds.events), landings: [] },
  speed: { faster: part(video.speed.faster), slower: part(video.speed.slower) },
  captions: { learners: part(video.captions.learners) },
  breakdowns: 'withheld',
});

/**
 * Some learners met only some of the questions (split tests, versions, submissions without their questions). Withholds
 * the questions by whose learners a few of the others could be counted.
 * @param isSelection in a window or a track: only questions that all of its learners met are told
 */
export const withoutSmallParts = (problem: Problem, isSelection: boolean): Problem => {
  const of = (rate: Rate): number => (rate.kind === 'value' ? rate.of : 0);
  const all = of(problem.firstTry);
  const sizes = problem.parts.map(({ firstTry }) => of(firstTry));
  const told = isSelection ? sizes.map((size) => size === all) : tellSizes(sizes, [all], problem.minLearners);
  return {
    ...problem,
    parts: problem.parts.map((one, index) =>
      told[index] || one.firstTry.kind !== 'value'
        ? one
        : { ...withoutAnswers(one), firstTry: WITHHELD, eventual: WITHHELD },
    ),
  };
};
