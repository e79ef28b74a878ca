import * as z from 'zod/mini';
import { BlockHead, reportHead, endpoint } from './endpoint';
import { GroupKey } from './groups';
import { Quantity, Rate } from './values';

/** How learners did with one problem. */
export const ProblemFigures = z.strictObject({
  /** Learners who submitted at least once. */
  learners: Quantity,
  firstTry: Rate,
  eventual: Rate,
  /** Submissions of each who tried. */
  meanTries: Quantity,
  medianTries: Quantity,
});
export type ProblemFigures = z.infer<typeof ProblemFigures>;

/** How learners watched one video. */
export const VideoFigures = z.strictObject({
  /** Learners who played it. */
  viewers: Quantity,
  /** All seconds watched in lengths of the video. */
  viewings: Quantity,
  /** Mean over viewers of the share of its seconds they saw. */
  coverage: Quantity,
  /** Of the viewers: saw at least 95 %. The others saw it in part. */
  completion: Rate,
  /** Of the seconds that viewers saw: the share they saw twice or more. */
  seenTwice: Quantity,
});
export type VideoFigures = z.infer<typeof VideoFigures>;

const row = {
  block: BlockHead,
  /** Names of the section and the subsection it lies in; '' where no structure knows. */
  section: z.string(),
  subsection: z.string(),
};

export const Content = z.strictObject({
  ...reportHead,
  /** The group asked for; null: none was. */
  key: z.nullable(z.string()),
  /** Every problem of the course as last published, in its order, then others that somebody tried. `group` null: none asked. */
  problems: z.array(
    z.strictObject({ ...row, graded: z.boolean(), course: ProblemFigures, group: z.nullable(ProblemFigures) }),
  ),
  videos: z.array(
    z.strictObject({
      ...row,
      /** Seconds; null where neither events nor an export of the course have it. */
      duration: z.nullable(z.number()),
      course: VideoFigures,
      group: z.nullable(VideoFigures),
    }),
  ),
});
export type Content = z.infer<typeof Content>;

export const ContentQuery = z.strictObject({ group: z.optional(GroupKey) });
export type ContentQuery = z.infer<typeof ContentQuery>;

export const getContent = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/content',
  summary:
    'One table of all problems and one of all videos; with `group`, that group of learners compared with the class.',
  query: ContentQuery,
  response: Content,
});
