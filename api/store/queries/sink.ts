import * as z from 'zod';
import { column, defineQuery } from '../query';

/** When a course was last dumped as a whole: an overview whose blocks never came does not count. '' : never. */
export const lastDumped = defineQuery({
  name: 'last-dumped',
  params: { course: 'String' },
  row: z.object({ at: column.text }),
  sql: (db, p) => `
    SELECT max(time_last_dumped) AS at FROM ${db.eventSink}.course_blocks WHERE course_key = ${p.course}`,
  example: { course: 'course-v1:A+B+C' },
});
