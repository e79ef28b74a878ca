import * as z from 'zod';
import { column, defineQuery } from '../query';

/** The id that each user of the LMS has in statements, as the event sink wrote it; the latest last. */
export const externalIds = defineQuery({
  name: 'external-ids',
  params: {},
  row: z.object({ user_id: column.number, username: column.text, actor: column.text }),
  sql: (db) => `
    SELECT user_id, username, argMax(toString(external_user_id), (time_last_dumped, external_user_id)) AS actor
    FROM ${db.eventSink}.external_id WHERE lower(external_id_type) = 'xapi'
    GROUP BY user_id, username ORDER BY max(time_last_dumped), user_id, username`,
  example: {},
});

/** The latest name of every course. */
export const courseNames = defineQuery({
  name: 'course-names',
  params: {},
  row: z.object({ course_key: column.text, name: column.text }),
  sql: (db) => `
    SELECT course_key, argMax(display_name, (modified, time_last_dumped, display_name)) AS name
    FROM ${db.eventSink}.course_overviews GROUP BY course_key ORDER BY course_key`,
  example: {},
});
