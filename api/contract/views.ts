import * as z from 'zod/mini';
import { BlockHead, reportHead, endpoint } from './endpoint';
import { Quantity } from './values';

/** How often learners turned to a page, by section and subsection, and over time. */
export const Views = z.strictObject({
  ...reportHead,
  /** Sections and their subsections in the order of the course. */
  places: z.array(z.strictObject({ block: BlockHead, views: Quantity })),
  /** By calendar week, from Monday (UTC). */
  weeks: z.array(
    z.strictObject({
      date: z.string(),
      views: Quantity,
      /** Of all weeks until this one's end; what is withheld is not in it. */
      total: z.number(),
      /** False for the week that is not over. */
      whole: z.boolean(),
    }),
  ),
});
export type Views = z.infer<typeof Views>;

export const getViews = endpoint({
  method: 'GET',
  path: '/api/v1/courses/:course/views',
  summary: 'Page views: by section and subsection, by week, and as a running total.',
  query: z.strictObject({}),
  response: Views,
});
