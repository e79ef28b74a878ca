import { groupBy } from '../lib/groupBy';
import { history } from './order';
import { problemFact } from './problem';
import { emptyReach, type Reach, reachedBlocks } from './reach';
import type { StructureIndex } from './structureIndex';
import { type Fact, type LearnerEvent, type Micros, REACHED, type VideoFact } from './types';
import { videoFact } from './video';

const VIDEO_VERBS = new Set(['played', 'paused', 'seeked']);

/** Counted up with every change of what is concluded from the same events: facts made by other rules are made anew. */
export const FACT_RULES = 3;

/**
 * Everything concluded from one learner's history in one course: a fact per block with anything in it, per container
 * the learner got into, and one for the course itself (its block is the course key). Pure: the same events, in any
 * order and however often repeated, give the same facts.
 * @param structure the course's latest publish; null where none is known (then there are no containers)
 */
export const learnerFacts = (
  courseKey: string,
  events: readonly LearnerEvent[],
  structure: StructureIndex | null,
): Fact[] => {
  const ordered = history(events);
  const first = ordered[0];
  const last = ordered[ordered.length - 1];
  if (!first || !last) return [];

  const enrolment = enrolmentOf(courseKey, ordered);
  const courseTimes = ordered.map((event) => event.time);
  const inside = ordered.filter((event) => event.block !== courseKey);
  const byBlock = groupBy(inside, (event) => event.block);
  const leaves = new Map([...byBlock].map(([block, own]) => [block, leafFact(block, own, courseTimes)]));

  const tried = [...leaves.values()].filter((fact) => fact.tried > 0);
  const rightOfAll = tried.reduce((sum, fact) => sum + fact.firstRight, 0);
  const reach = reachedBlocks(inside, structure);

  const facts: Fact[] = [];
  const add = (fact: Fact): void => {
    facts.push({ ...fact, registered: enrolment.registered });
  };
  const containers = new Map<string, Fact>();
  for (const [block, found] of reach) {
    const leaf = leaves.get(block) ?? blankFact(block, found);
    const fact: Fact = {
      ...leaf,
      reached: leaf.reached | found.bits,
      completed: found.completed,
      firstAt: Math.min(leaf.firstAt, found.firstAt),
      lastAt: Math.max(leaf.lastAt, found.lastAt),
      restRight: leaf.tried > 0 ? rightOfAll - leaf.firstRight : 0,
      restTried: leaf.tried > 0 ? tried.length - leaf.tried : 0,
    };
    if (structure?.isContainer(block)) containers.set(block, fact);
    else add(fact);
  }
  for (const leaf of leaves.values()) {
    for (const container of structure?.containersOf(leaf.block) ?? []) {
      const fact = containers.get(container);
      if (fact) containers.set(container, withInside(fact, leaf));
    }
  }
  for (const fact of containers.values()) add(fact);

  const course = [...leaves.values()].reduce<Fact>(withInside, {
    ...blankFact(courseKey, { ...emptyReach(first.time), lastAt: last.time }),
    reached: inside.length > 0 ? REACHED.activity : 0,
    enrolled: enrolment.enrolled,
    mode: enrolment.mode,
  });
  add(course);
  return facts;
};

interface Enrolment {
  readonly registered: boolean;
  readonly enrolled: boolean;
  readonly mode: string;
}

/** Enrolled now: the last of registered and unregistered is registered. The mode is that of the last registration. */
const enrolmentOf = (courseKey: string, ordered: readonly LearnerEvent[]): Enrolment => {
  const moves = ordered.filter(
    (event) => event.block === courseKey && (event.verb === 'registered' || event.verb === 'unregistered'),
  );
  const registrations = moves.filter((event) => event.verb === 'registered');
  return {
    registered: registrations.length > 0,
    enrolled: moves[moves.length - 1]?.verb === 'registered',
    mode: registrations[registrations.length - 1]?.mode ?? '',
  };
};

const leafFact = (block: string, own: readonly LearnerEvent[], courseTimes: readonly Micros[]): Fact => {
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
    parts: problem?.parts ?? [],
    hints: asked('hint'),
    answersShown: asked('answer'),
    video: videoOf(own, courseTimes),
  };
};

const videoOf = (own: readonly LearnerEvent[], courseTimes: readonly Micros[]): VideoFact | null =>
  own.some((event) => VIDEO_VERBS.has(event.verb) || event.length !== null) ? videoFact(own, courseTimes) : null;

const blankFact = (block: string, reach: Reach): Fact => ({
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
  parts: [],
  hints: 0,
  answersShown: 0,
  video: null,
});

const earlier = (a: Micros | null, b: Micros | null): Micros | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

/** A container's fact with what was done in one of its blocks added. */
const withInside = (container: Fact, leaf: Fact): Fact => ({
  ...container,
  tried: container.tried + leaf.tried,
  firstRight: container.firstRight + leaf.firstRight,
  everRight: container.everRight + leaf.everRight,
  attempts: container.attempts + leaf.attempts,
  firstTryAt: earlier(container.firstTryAt, leaf.firstTryAt),
  hints: container.hints + leaf.hints,
  answersShown: container.answersShown + leaf.answersShown,
});
