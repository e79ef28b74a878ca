import * as z from 'zod/mini';
import { BlockHead, WindowQuery, reportHead, endpoint } from './endpoint';
import { None, Quantity, Rate, Withheld } from './values';

export const CurvePoint = z.strictObject({
  /** Second s of the video is watched where an interval contains its middle, s + 0.5. */
  second: z.number(),
  /**
   * Distinct learners who watched it. Disclosed in steps: all viewers, or less by `minLearners`, or by twice as many, ..., rounded
   * down, so that nobody is found by whom two seconds differ. Exact with a threshold of 1.
   */
  viewers: Quantity,
  /** Times it was watched: `viewers`, and where enough of them watched it again, at least so many times more. */
  views: Quantity,
});
export type CurvePoint = z.infer<typeof CurvePoint>;

export const Video = z.strictObject({
  ...reportHead,
  block: BlockHead,
  /** Seconds; null where neither events nor structure have it. */
  duration: z.nullable(z.number()),
  /** Learners who played it at least once. */
  viewers: Quantity,
  /** Every second watched, counted as often as it was watched, over all learners. */
  watchedSeconds: Quantity,
  /**
   * Plays without a closing event, or with one that the clock contradicts, and the seconds they were given. Part of
   * watchedSeconds. Withheld where few learners made them, and in a window or a track.
   */
  imputed: z.union([z.strictObject({ plays: z.number(), seconds: z.number() }), Withheld, None]),
  /** Mean over viewers of distinct seconds watched / duration, 0 to 1. */
  coverage: Quantity,
  /** Viewers who watched at least 95 % of the distinct seconds. */
  completion: Rate,
  /** One entry per second from 0 to duration - 1; empty without a duration or below the threshold. */
  curve: z.array(CurvePoint),
  /**
   * Viewers by the share of the video's distinct seconds they watched, in five groups, [from, to): quarters, the last
   * quarter cut at 0.95, from which a viewer has finished. The last group holds 1.
   */
  distribution: z.array(z.strictObject({ from: z.number(), to: z.number(), learners: Quantity })),
  /**
   * How many viewers who began at the beginning had not stopped by this second. One stops where the last stretch ends
   * that one watched for half a minute (in short videos a quarter of it); a jump to the end for a look is none. All
   * viewers at 0, then points in order, between any two of which no small group is lost.
   */
  survival: z.array(z.strictObject({ second: z.number(), learners: Quantity })),
  /**
   * Where most learners leave: the ten seconds from `second` on in which the largest shares of those still watching
   * stop (see `survival`), at most three, largest first. `of` all viewers.
   */
  dropOff: z.array(z.strictObject({ second: z.number(), learners: Quantity, of: z.number() })),
  /**
   * The passages most learners watched twice or more, at most three, most first; only those that stand out from what
   * is around them by more than chance. `to` is exclusive.
   */
  rewatched: z.array(z.strictObject({ from: z.number(), to: z.number(), learners: Quantity, of: z.number() })),
  /** The passages most learners passed over by seeking and never watched, at most three, most first. */
  skipped: z.array(z.strictObject({ from: z.number(), to: z.number(), learners: Quantity, of: z.number() })),
  /** Seeks backwards, and where they land: the ten seconds from `second` on to which most learners went back. */
  rewinds: z.strictObject({
    learners: Quantity,
    events: Quantity,
    landings: z.array(z.strictObject({ second: z.number(), learners: Quantity })),
  }),
  /** Learners who ever switched to a speed above / below 1x. */
  speed: z.strictObject({ faster: Quantity, slower: Quantity }),
  /** Learners who switched captions or the transcript on. */
  captions: z.strictObject({ learners: Quantity }),
  /** What is said in it, where an export of the course with a transcript was loaded. */
  transcript: z.optional(
    z.strictObject({
      /** The one given here, of all `languages` there are. */
      language: z.string(),
      languages: z.array(z.string()),
      /** In their order; seconds. */
      sentences: z.array(z.strictObject({ from: z.number(), to: z.number(), text: z.string() })),
    }),
  ),
});
export type Video = z.infer<typeof Video>;

export const getVideo = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/blocks/:block/video',
  summary: 'How learners watched one video.',
  query: WindowQuery,
  response: Video,
});
