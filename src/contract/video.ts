import * as z from 'zod/mini';
import { BlockHead, WindowQuery, answerHead, endpoint } from './endpoint';
import { None, Quantity, Rate, Withheld } from './values';

export const CurvePoint = z.strictObject({
  /** Second s of the video is watched where an interval contains its middle, s + 0.5. */
  second: z.number(),
  /** Distinct learners who watched it. */
  viewers: Quantity,
  /** Times it was watched. */
  views: Quantity,
});
export type CurvePoint = z.infer<typeof CurvePoint>;

export const Video = z.strictObject({
  ...answerHead,
  block: BlockHead,
  /** Seconds; null where neither events nor structure tell. */
  duration: z.nullable(z.number()),
  /** Learners who played it at least once. */
  viewers: Quantity,
  /** Every second watched, counted as often as it was watched, over all learners. */
  watchedSeconds: Quantity,
  /** Plays without a closing event, and the seconds they were given. Part of watchedSeconds. */
  imputed: z.union([z.strictObject({ plays: z.number(), seconds: z.number() }), Withheld, None]),
  /** Mean over viewers of distinct seconds watched / duration, 0 to 1. */
  coverage: Quantity,
  /** Viewers who watched at least 95 % of the distinct seconds. */
  completion: Rate,
  /** One entry per second from 0 to duration - 1; empty without a duration or below the threshold. */
  curve: z.array(CurvePoint),
  /** Where most learners leave: the steepest losses of the furthest second, at most three, largest first. */
  dropOff: z.array(z.strictObject({ second: z.number(), learners: Quantity, of: z.number() })),
  /** The passages most learners watched twice or more, at most three, most first. `to` is exclusive. */
  rewatched: z.array(z.strictObject({ from: z.number(), to: z.number(), learners: Quantity, of: z.number() })),
  /** Seeks backwards. */
  rewinds: z.strictObject({ learners: Quantity, events: Quantity }),
  /** Learners who ever switched to a speed above / below 1x. */
  speed: z.strictObject({ faster: Quantity, slower: Quantity }),
  /** Learners who switched captions or the transcript on. */
  captions: z.strictObject({ learners: Quantity }),
});
export type Video = z.infer<typeof Video>;

export const getVideo = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/blocks/:block/video',
  summary: 'How learners watched one video.',
  query: WindowQuery,
  response: Video,
});
