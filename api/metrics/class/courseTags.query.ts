import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/** Whether this site has tags: Aspects' table, or the one that the LMS's sinks fill here, with anything in it. */
export const hasTags = defineQuery({
  name: 'has-tags',
  params: {},
  row: z.object({ columns: column.count }),
  sql: (db) => `
    SELECT count() AS columns FROM system.columns
    WHERE database = '${db.eventSink}' AND table = 'tag' AND name IN ('id', 'value', 'time_last_dumped')
      AND (SELECT sum(total_rows) FROM system.tables WHERE database = '${db.eventSink}' AND name = 'tag') > 0`,
  example: {},
});

/** The tags of courses, those that others lie in included, as the latest overview of each has them. */
export const courseTags = defineQuery({
  name: 'course-tags',
  params: { courses: 'Array(String)' },
  row: z.object({ course_key: column.text, tags: z.array(column.text) }),
  sql: (db, p) => `
    SELECT course_key, arraySort(groupUniqArray(tags.value)) AS tags
    FROM (
      SELECT course_key, arrayJoin(ids) AS id
      FROM (SELECT course_key, JSONExtract(course_data_json, 'tags', 'Array(Int32)') AS ids
            FROM ${db.eventSink}.course_overviews WHERE course_key IN ${p.courses}
            ORDER BY course_key, modified DESC, time_last_dumped DESC, display_name LIMIT 1 BY course_key)) AS tagged
    JOIN (SELECT id, argMax(value, (time_last_dumped, value)) AS value FROM ${db.eventSink}.tag GROUP BY id) AS tags ON tags.id = tagged.id
    GROUP BY course_key ORDER BY course_key`,
  example: { courses: ['course-v1:A+B+C'] },
});
