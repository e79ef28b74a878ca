import * as z from 'zod/mini';
import { MiddleHalf, Quantity, Rate } from './values';

/**
 * How learners become a number. A metric names its shape and says what one learner contributes; what the number looks
 * like on the wire, when it is withheld, and how it is drawn follow from the shape (api/metrics/kit/shapes).
 */
const about = {
  /** Resolvable at /api/v1/metrics. */
  id: z.string(),
  /** English; the plugin translates it under `marginalia.metric.<id>.title`. */
  title: z.string(),
  sentence: z.string(),
  unit: z.enum(['learners', 'share', 'seconds', 'events', 'correlation', 'logits', 'blocks', 'days', 'points']),
};

/** How many learners. */
export const CountValue = z.strictObject({ shape: z.literal('count'), ...about, value: Quantity });
/** How many of a group of learners, as a rate with its interval. */
export const ShareValue = z.strictObject({ shape: z.literal('share'), ...about, value: Rate });
/** The sum over a group of learners. */
export const TotalValue = z.strictObject({ shape: z.literal('total'), ...about, value: Quantity, of: Quantity });
/** The mean over a group of learners. */
export const MeanValue = z.strictObject({ shape: z.literal('mean'), ...about, value: Quantity, of: Quantity });
/** A quarter of the group lies below `low`, half below `middle`, a quarter above `high`. */
export const QuartilesValue = z.strictObject({ shape: z.literal('quartiles'), ...about, value: MiddleHalf });
/** A share by the week of something, Mondays (UTC) in order; weeks without anybody are left out. */
export const ByTimeValue = z.strictObject({
  shape: z.literal('byTime'),
  ...about,
  points: z.array(z.strictObject({ week: z.string(), value: Rate })),
});
/** Learners by the size of something, `from` inclusive, `to` exclusive; null: and more. */
export const ByBinValue = z.strictObject({
  shape: z.literal('byBin'),
  ...about,
  bins: z.array(z.strictObject({ from: z.number(), to: z.nullable(z.number()), learners: Quantity })),
});
/** Learners by a kind that the metric declares. */
export const ByCategoryValue = z.strictObject({
  shape: z.literal('byCategory'),
  ...about,
  categories: z.array(z.strictObject({ category: z.string(), learners: Quantity })),
});

/** One metric as a report states it. */
export const MetricValue = z.discriminatedUnion('shape', [
  CountValue,
  ShareValue,
  TotalValue,
  MeanValue,
  QuartilesValue,
  ByTimeValue,
  ByBinValue,
  ByCategoryValue,
]);
export type MetricValue = z.infer<typeof MetricValue>;
export type ShapeName = MetricValue['shape'];
/** A value without the words that its metric brings. */
export type ShapeValue<Name extends ShapeName = ShapeName> = Omit<
  Extract<MetricValue, { shape: Name }>,
  'id' | 'title' | 'sentence' | 'unit'
>;
