import { isSmall } from '../../metrics/kit/privacy/smallGroups';
import type { Card, Quantity, Rate } from '@marginalia/contract';

/**
 * Whether a number that another server computed tells of 1 to `minLearners` - 1 learners, or of all but so few. Our own
 * numbers never come here: the kit decides about them.
 */
export const saysOfFew = (value: NonNullable<Card['value']>, minLearners: number): boolean => {
  const isFew = (of: Quantity): boolean => typeof of === 'number' && isSmall(of, minLearners);
  const isFewIn = (rate: Rate): boolean =>
    rate.kind === 'value' && [rate.of, rate.count, rate.of - rate.count].some(isFew);
  switch (value.shape) {
    case 'count':
      return isFew(value.value);
    case 'share':
      return isFewIn(value.value);
    case 'total':
    case 'mean':
    case 'score':
      return isFew(value.of);
    case 'quartiles':
      return value.value.kind === 'value' && isFew(value.value.of);
    case 'byTime':
      return value.points.some((point) => isFewIn(point.value));
    case 'byBin':
      return value.bins.some(({ learners }) => isFew(learners));
    case 'byCategory':
      return value.categories.some(({ learners }) => isFew(learners));
  }
};
