import * as z from 'zod';
import { defineQuery } from '../query';

/** A row where any learner has a fact about the block. A course is a block with the course's key. */
export const blockIsSeen = defineQuery({
  name: 'block-is-seen',
  params: { course: 'String', block: 'String' },
  row: z.object({ one: z.number() }),
  sql: (db, p) => `
    SELECT 1 AS one FROM ${db.own}.facts FINAL WHERE course_key = ${p.course} AND block_id = ${p.block} LIMIT 1`,
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x' },
});
