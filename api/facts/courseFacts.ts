import { blankFact } from './leaf';
import { emptyReach, type Reach } from './reach';
import type { StructureIndex } from './structureIndex';
import { type Fact, type LearnerEvent, REACHED } from './types';

/**
 * The facts of one learner in one course, from what each block's events say.
 * @param about statements about the course itself, in order
 * @param leaves what the events of each other block say
 * @param reach the blocks that the learner reached
 */
export const courseFacts = (
  courseKey: string,
  about: readonly LearnerEvent[],
  leaves: readonly Fact[],
  reach: ReadonlyMap<string, Reach>,
  structure: StructureIndex | null,
): Fact[] => {
  if (about.length === 0 && leaves.length === 0) return [];
  const { registered, enrolled, mode } = enrolmentOf(about);
  const byBlock = new Map(leaves.map((leaf) => [leaf.block, leaf]));
  const facts = new Map<string, Changing<Fact>>();
  const all = triedIn(leaves);
  for (const [block, found] of reach) facts.set(block, reachedFact(block, found, byBlock.get(block), all, registered));
  const course: Changing<Fact> = {
    ...blankFact(courseKey, { ...emptyReach(Infinity), lastAt: -Infinity }),
    registered,
    enrolled,
    mode,
    reached: leaves.length > 0 ? REACHED.activity : 0,
  };
  for (const leaf of leaves) {
    widen(course, leaf.firstAt, leaf.lastAt);
    if (leaf.tried === 0 && leaf.hints === 0 && leaf.answersShown === 0) continue;
    // what was taken out of the course is in no total
    if (structure && !structure.get(leaf.block)) continue;
    addInside(course, leaf);
    for (const container of structure?.containersOf(leaf.block) ?? []) {
      const fact = facts.get(container);
      if (fact) addInside(fact, leaf);
    }
  }
  for (const { time } of about) widen(course, time, time);
  return [...facts.values(), course];
};

/**
 * The fact of one learner about one block that is no container: as `courseFacts` has it, for less work.
 * @param leaf what the block's own events say; undefined where it has none
 * @param triedLeaves what the events of each block say on which something was submitted
 * @param found how the learner reached the block
 */
export const blockFact = (
  block: string,
  about: readonly LearnerEvent[],
  leaf: Fact | undefined,
  triedLeaves: readonly Fact[],
  found: Reach,
): Fact => reachedFact(block, found, leaf, triedIn(triedLeaves), enrolmentOf(about).registered);

interface Tried {
  readonly tried: number;
  readonly right: number;
}

const triedIn = (leaves: readonly Fact[]): Tried => {
  let [tried, right] = [0, 0];
  for (const leaf of leaves) [tried, right] = [tried + leaf.tried, right + leaf.firstRight];
  return { tried, right };
};

const reachedFact = (
  block: string,
  found: Reach,
  own: Fact | undefined,
  all: Tried,
  registered: boolean,
): Changing<Fact> => {
  const leaf = own ?? blankFact(block, found);
  return {
    ...leaf,
    registered,
    reached: leaf.reached | found.bits,
    completed: found.completed,
    firstAt: Math.min(leaf.firstAt, found.firstAt),
    lastAt: Math.max(leaf.lastAt, found.lastAt),
    restRight: leaf.tried > 0 ? all.right - leaf.firstRight : 0,
    restTried: leaf.tried > 0 ? all.tried - leaf.tried : 0,
  };
};

type Changing<T> = { -readonly [K in keyof T]: T[K] };

interface Enrolment {
  readonly registered: boolean;
  readonly enrolled: boolean;
  readonly mode: string;
}

/** Enrolled now: the last of registered and unregistered is registered. The mode is that of the last registration. */
const enrolmentOf = (about: readonly LearnerEvent[]): Enrolment => {
  const moves = about.filter((event) => event.verb === 'registered' || event.verb === 'unregistered');
  const registrations = moves.filter((event) => event.verb === 'registered');
  return {
    registered: registrations.length > 0,
    enrolled: moves[moves.length - 1]?.verb === 'registered',
    mode: registrations[registrations.length - 1]?.mode ?? '',
  };
};

const widen = (fact: Changing<Fact>, first: number, last: number): void => {
  fact.firstAt = Math.min(fact.firstAt, first);
  fact.lastAt = Math.max(fact.lastAt, last);
};

/** Adds to a container's fact what was done in one of its blocks. */
const addInside = (container: Changing<Fact>, leaf: Fact): void => {
  container.tried += leaf.tried;
  container.firstRight += leaf.firstRight;
  container.everRight += leaf.everRight;
  container.attempts += leaf.attempts;
  container.hints += leaf.hints;
  container.answersShown += leaf.answersShown;
  if (leaf.firstTryAt !== null) container.firstTryAt = Math.min(container.firstTryAt ?? Infinity, leaf.firstTryAt);
};
