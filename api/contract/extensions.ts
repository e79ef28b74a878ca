import * as z from 'zod/mini';
import { reportHead, endpoint } from './endpoint';
import {
  ByBinValue,
  ByCategoryValue,
  ByTimeValue,
  CountValue,
  MeanValue,
  QuartilesValue,
  ShareValue,
  TotalValue,
} from './shapes';
import { Quantity } from './values';

/** What one extension makes of the disclosed numbers of others: a number between what it says is the least and the most. */
export const ScoreValue = z.strictObject({
  shape: z.literal('score'),
  id: z.string(),
  title: z.string(),
  sentence: z.string(),
  unit: z.literal('points'),
  value: Quantity,
  of: Quantity,
});

const Chart = z.enum(['stat', 'rate', 'bars', 'histogram', 'weeks', 'lines', 'curve', 'table']);

/** Of how many learners it is computed, while it is filled. */
const Progress = z.strictObject({ done: z.number(), of: z.number() });

const head = {
  ...reportHead,
  state: z.literal('ready'),
  /** The block asked about; the course key where it is the course. */
  block: z.string(),
  chart: Chart,
  /** Parameters that were counted with. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Learners whom the extension could not compute; they are in no number. */
  skipped: Quantity,
};

/** A metric of an extension that there is no number of at the moment. */
const NotReady = z.strictObject({
  ...reportHead,
  state: z.enum(['filling', 'paused', 'failed', 'none']),
  block: z.string(),
  id: z.string(),
  title: z.string(),
  sentence: z.string(),
  progress: z.optional(Progress),
  /** In words, for a person. */
  reason: z.string(),
});

/** One metric of an extension: the shapes of the contract, nothing else. */
export const ExtensionReport = z.union([
  z.extend(ShareValue, head),
  z.extend(QuartilesValue, head),
  z.extend(TotalValue, head),
  z.extend(ByCategoryValue, head),
  z.extend(ByBinValue, head),
  z.extend(MeanValue, head),
  z.extend(CountValue, head),
  z.extend(ByTimeValue, head),
  z.extend(ScoreValue, head),
  NotReady,
]);
export type ExtensionReport = z.infer<typeof ExtensionReport>;

const CardValue = z.discriminatedUnion('shape', [
  ShareValue,
  QuartilesValue,
  TotalValue,
  ByCategoryValue,
  ByBinValue,
  MeanValue,
  CountValue,
  ByTimeValue,
  ScoreValue,
]);

const figure = {
  /** `acme.time-on-task` */
  id: z.string(),
  state: z.enum(['ready', 'filling', 'withheld', 'paused', 'none', 'failed']),
  title: z.string(),
  /** What is counted; '' for a view. */
  sentence: z.string(),
  chart: Chart,
  /** Of a metric that is ready. */
  value: z.optional(CardValue),
  progress: z.optional(Progress),
  /** Why there is no number, in words. */
  reason: z.optional(z.string()),
  /** Learners in no number, because the extension could not compute them. */
  skipped: z.optional(z.number()),
  /** Title and sentence in other languages. */
  words: z.optional(z.record(z.string(), z.strictObject({ title: z.string(), sentence: z.string() }))),
};

/** A metric that a view shows. */
export const ViewFigure = z.strictObject(figure);
export type ViewFigure = z.infer<typeof ViewFigure>;

/** What an extension shows at a place: a metric, or a view with a text, figures, a page of its own, or several of them. */
export const Card = z.strictObject({
  ...figure,
  text: z.optional(z.string()),
  figures: z.optional(z.array(ViewFigure)),
  /** HTML that draws the figures, for a frame that can reach nothing. */
  page: z.optional(z.string()),
  /** Another server, where the card is from one: it counted, and not this site. */
  provider: z.optional(z.strictObject({ name: z.string(), host: z.string(), experimental: z.boolean() })),
});
export type Card = z.infer<typeof Card>;

/** Parameters of the metric itself, as text; which there are is said in its description. */
const MetricQuery = z.catchall(z.object({ block: z.optional(z.string()) }), z.string());
export const CardsQuery = z.strictObject({
  block: z.optional(z.string()),
  place: z.optional(z.enum(['course', 'instructor'])),
  /** `1`: samples instead of numbers. */
  sample: z.optional(z.literal('1')),
});

export const getExtensionMetric = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/extensions/:name/:metric',
  summary: 'One metric of an extension, for a block or the course; other query parameters are those of the metric.',
  query: MetricQuery,
  response: ExtensionReport,
});

export const getCards = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/cards',
  summary: 'All cards of extensions for a block, or for the course.',
  query: CardsQuery,
  response: z.array(Card),
});
