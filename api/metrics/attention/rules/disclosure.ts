import { isEnough } from '../../kit/privacy/smallGroups';
import { type Quantity, type Rate, WITHHELD, none } from '@marginalia/contract';
import { quantity, suppress } from '../../kit/privacy/suppress';
import { wilson } from '../../kit/stats';
import type { GivenResponse, Share } from '../statistics';

/**
 * A part of a group, disclosed only where neither it nor what is left of the group is small.
 * @param disclosed another part of the same group that is disclosed
 */
export const rateOf = ({ count, of }: Share, minLearners: number, disclosed = 0): Rate => {
  // Where no group is disclosed, an empty one is not either.
  if (minLearners === Infinity) return WITHHELD;
  if (of === 0) return none('nobody');
  if (!isEnough(of, minLearners) || suppress([count, disclosed, of - count - disclosed], minLearners).includes(true))
    return WITHHELD;
  return { kind: 'value', value: count / of, count, of, ...wilson(count, of) };
};

/** A part of a part: withheld too where what is left of the whole is small. */
export const insideOf = (inner: Share, whole: number, minLearners: number): Rate =>
  suppress([inner.of, whole - inner.of], minLearners).includes(true) ? WITHHELD : rateOf(inner, minLearners);

/** Answers are learners' own words: disclosed where enough gave them. */
export const textOf = (response: GivenResponse | null, minLearners: number): string | null =>
  response && isEnough(response.learners, minLearners) ? response.text : null;

/** A number of learners. Where no group is disclosed, an empty one is not either. */
export const countOf = (learners: number, minLearners: number): Quantity =>
  minLearners === Infinity ? WITHHELD : quantity(learners, minLearners);
