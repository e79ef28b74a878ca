import { type Difference, type Rate, WITHHELD, none } from '@marginalia/contract';

/**
 * `a` less `b` with a 95 % interval by Newcombe's method from the two Wilson intervals:
 * d - √((a - lowₐ)² + (high_b - b)²) to d + √((highₐ - a)² + (b - low_b)²).
 */
export const difference = (a: Rate, b: Rate): Difference => {
  if (a.kind === 'none') return none(a.reason);
  if (b.kind === 'none') return none(b.reason);
  if (a.kind !== 'value' || b.kind !== 'value') return WITHHELD;
  const value = a.value - b.value;
  return {
    kind: 'value',
    value,
    low: Math.max(-1, value - Math.hypot(a.value - a.low, b.high - b.value)),
    high: Math.min(1, value + Math.hypot(a.high - a.value, b.value - b.low)),
  };
};
