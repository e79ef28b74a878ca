import { LearnerHistory } from './learnerHistory';
import type { StructureIndex } from './structureIndex';
import type { Fact, LearnerEvent } from './types';

/** Counted up with every change of what is concluded from the same events: facts made by other rules are made anew. */
export const FACT_RULES = 5;

/**
 * Everything concluded from one learner's history in one course: a fact per block with anything in it, per container
 * the learner got into, and one for the course itself (its block is the course key). Pure: the same events, in any
 * order and however often repeated, give the same facts.
 * @param structure the course's latest publish; null where none is known (then there are no containers)
 * @param earlier what happened before: it counts in nothing, but the speeds chosen then still hold
 */
export const learnerFacts = (
  courseKey: string,
  events: readonly LearnerEvent[],
  structure: StructureIndex | null,
  earlier: readonly LearnerEvent[] = [],
): Fact[] => new LearnerHistory(courseKey, events, structure, earlier).facts();

/** Of `learnerFacts` the one about a block that is no container, for less work; null: there is none. */
export const learnerFactOn = (
  block: string,
  courseKey: string,
  events: readonly LearnerEvent[],
  structure: StructureIndex | null,
  earlier: readonly LearnerEvent[] = [],
): Fact | null => new LearnerHistory(courseKey, events, structure, earlier).factOn(block);
