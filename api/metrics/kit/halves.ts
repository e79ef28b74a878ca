import { isEnough } from './privacy/smallGroups';
import { type MiddleHalf, WITHHELD, none } from '@marginalia/contract';

/** The middle half of a group from its quartiles. */
export const middleHalf = (
  quarters: readonly (number | null)[],
  of: number,
  minLearners: number,
  reason = 'no_learners',
): MiddleHalf => {
  if (of === 0) return none(reason);
  if (!isEnough(of, minLearners)) return WITHHELD;
  const [low = null, middle = null, high = null] = quarters;
  if (low === null || middle === null || high === null) return none(reason);
  return { kind: 'value', low, middle, high, of };
};
