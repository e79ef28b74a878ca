import { type Difference, type Rate, WITHHELD } from './values';

/**
 * `a` less `b` with a 95 % interval by Newcombe's method from the two Wilson intervals:
 * d - √((a - lowₐ)² + (high_b - b)²) to d + √((highₐ - a)² + (b - low_b)²).
 */
export const difference = (a: Rate, b: Rate): Difference => {
  if (a.kind === 'withheld' || b.kind === 'withheld') return WITHHELD;
  if (a.kind === 'none') return a;
  if (b.kind === 'none') return b;
  const value = a.value - b.value;
  return {
    kind: 'value',
    value,
    low: Math.max(-1, value - Math.hypot(a.value - a.low, b.high - b.value)),
    high: Math.min(1, value + Math.hypot(a.high - a.value, b.value - b.low)),
  };
};
