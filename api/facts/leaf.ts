import { problemFact } from './problem';
import { emptyReach, type Reach } from './reach';
import type { Fact, LearnerEvent, PartFact, VideoFact } from './types';
import { type Beside, videoFact } from './video';

const VIDEO_VERBS = new Set(['played', 'paused', 'seeked']);

/**
 * What a learner's events on one block say.
 * @param own in the order of a history; at least one
 * @param beside what the learner's other events say
 */
export const leafFact = (block: string, own: readonly LearnerEvent[], beside: Beside): Fact => {
  const evaluated = own.filter((event) => event.verb === 'evaluated');
  const problem = evaluated.length > 0 ? problemFact(evaluated) : null;
  const asked = (what: string): number => own.filter((event) => event.verb === 'asked' && event.part === what).length;
  return {
    ...blankFact(block, { ...emptyReach(own[0]?.time ?? 0), lastAt: own[own.length - 1]?.time ?? 0 }),
    tried: problem ? 1 : 0,
    firstRight: problem?.firstRight ? 1 : 0,
    everRight: problem?.everRight ? 1 : 0,
    attempts: problem?.attempts ?? 0,
    firstTryAt: problem?.firstTryAt ?? null,
    parts: problem?.parts ?? NO_PARTS,
    hints: asked('hint'),
    answersShown: asked('answer'),
    video: videoOf(own, beside),
  };
};

const videoOf = (own: readonly LearnerEvent[], beside: Beside): VideoFact | null =>
  own.some((event) => VIDEO_VERBS.has(event.verb) || event.length !== null) ? videoFact(own, beside) : null;

/** One and the same, so that facts without parts are told to be equal. */
export const NO_PARTS: readonly PartFact[] = [];

export const blankFact = (block: string, reach: Reach): Fact => ({
  block,
  registered: false,
  enrolled: false,
  mode: '',
  firstAt: reach.firstAt,
  lastAt: reach.lastAt,
  reached: reach.bits,
  completed: reach.completed,
  tried: 0,
  firstRight: 0,
  everRight: 0,
  attempts: 0,
  firstTryAt: null,
  restRight: 0,
  restTried: 0,
  parts: NO_PARTS,
  hints: 0,
  answersShown: 0,
  video: null,
});
