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

/**
 * Courses and blocks that were published and are still to be fetched: when that was heard of, milliseconds since 1970, and
 * which note of it is the latest, microseconds by the database's clock.
 */
export const publishesWaiting = defineQuery({
  name: 'publishes-waiting',
  params: {},
  row: z.object({ key: column.text, heard: column.count, noted: column.micros }),
  sql: (db) => `
    SELECT substring(name, 9) AS key, toInt64OrZero(value) AS heard, toUnixTimestamp64Micro(at) AS noted
    FROM ${db.own}.state FINAL
    WHERE startsWith(name, 'publish ') AND value != '' ORDER BY heard, key`,
  example: {},
});
