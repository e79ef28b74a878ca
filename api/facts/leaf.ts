import { problemFact } from './problem';
import { emptyReach, type Reach } from './reach';
import { NOT_ACTIVITY } from './reach';
import type { Micros } from '../lib/time';
import type { Fact, LearnerEvent, PartFact, VideoFact } from './types';
import { type Beside, videoFact } from './video';

const VIDEO_VERBS = new Set(['played', 'paused', 'seeked']);

/** What a block's events ask of the learner's other ones. */
export interface BesideLeaf extends Beside {
  /** The learner's last event before a moment that shows them in the block's unit, on another block; null: none. */
  readonly arrival: (time: Micros) => Micros | null;
}

/** Whoever did nothing for so long before the first attempt was away: how long it took is not known. Milliseconds. */
const LONGEST_BREAK = 1_800_000;

/**
 * What a learner's events on one block say.
 * @param own in the order of a history; at least one
 * @param beside what the learner's other events say
 */
export const leafFact = (block: string, own: readonly LearnerEvent[], beside: BesideLeaf): Fact => {
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
    firstAttemptAfter: problem ? millisecondsBefore(problem.firstTryAt, own, beside) : null,
    parts: problem?.parts ?? NO_PARTS,
    hints: asked('hint'),
    answersShown: asked('answer'),
    video: videoOf(own, beside),
  };
};

const millisecondsBefore = (attempt: Micros, own: readonly LearnerEvent[], beside: BesideLeaf): number | null => {
  const here = own.findLast(
    (event) => event.time < attempt && !NOT_ACTIVITY.has(event.verb) && event.verb !== 'progressed',
  );
  const since = Math.max(here?.time ?? -Infinity, beside.arrival(attempt) ?? -Infinity);
  const taken = Math.round((attempt - since) / 1000);
  return taken <= LONGEST_BREAK ? taken : null;
};

const videoOf = (own: readonly LearnerEvent[], beside: Beside): VideoFact | null =>
  own.some((event) => VIDEO_VERBS.has(event.verb) || event.length !== null) ? videoFact(own, beside) : null;

/** One and the same, so that facts without parts compare as equal. */
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
  firstAttemptAfter: null,
  restRight: 0,
  restTried: 0,
  parts: NO_PARTS,
  hints: 0,
  answersShown: 0,
  video: null,
});
