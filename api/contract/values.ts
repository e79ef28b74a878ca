import * as z from 'zod/mini';

/**
 * What every number on the wire is made of. "Withheld" is a value of its own: it is neither 0 nor null, so nobody can
 * mistake a hidden group for an empty one.
 */

/** A group smaller than the site's threshold (`minLearners`): its size is not disclosed. */
export const Withheld = z.strictObject({ kind: z.literal('withheld'), reason: z.literal('too_few_learners') });
export type Withheld = z.infer<typeof Withheld>;

/** Nothing to count: the reason says why (`no_attempts`, `no_viewers`, `no_duration`, `no_events`, ...). */
export const None = z.strictObject({ kind: z.literal('none'), reason: z.string() });
export type None = z.infer<typeof None>;

/**
 * A share of a group of learners with its Wilson 95 % interval: `count` of `of`, `value` = count / of, all shares
 * between 0 and 1.
 */
export const RateValue = z.strictObject({
  kind: z.literal('value'),
  value: z.number(),
  count: z.number(),
  of: z.number(),
  low: z.number(),
  high: z.number(),
});
export type RateValue = z.infer<typeof RateValue>;
export const Rate = z.discriminatedUnion('kind', [RateValue, Withheld, None]);
export type Rate = z.infer<typeof Rate>;

/** A count, a mean or a sum: the bare number where it may be disclosed. */
export const Quantity = z.union([z.number(), Withheld, None]);
export type Quantity = z.infer<typeof Quantity>;

export const WITHHELD: Withheld = { kind: 'withheld', reason: 'too_few_learners' };
export const none = (reason: string): None => ({ kind: 'none', reason });

/** True where the quantity is a number that may be shown. */
export const isNumber = (quantity: Quantity): quantity is number => typeof quantity === 'number';

/** The middle half of a group of learners: a quarter lies below `low`, half below `middle`, a quarter above `high`. */
export const MiddleHalf = z.union([
  z.strictObject({
    kind: z.literal('value'),
    low: z.number(),
    middle: z.number(),
    high: z.number(),
    of: z.number(),
  }),
  Withheld,
  None,
]);
export type MiddleHalf = z.infer<typeof MiddleHalf>;

/** One share less another, with the 95 % interval of the difference. Where it holds 0, nothing is known to differ. */
export const Difference = z.union([
  z.strictObject({ kind: z.literal('value'), value: z.number(), low: z.number(), high: z.number() }),
  Withheld,
  None,
]);
export type Difference = z.infer<typeof Difference>;
