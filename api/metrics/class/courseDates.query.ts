import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/** When courses begin and end, and their lowest passing grade, as of each one's latest overview. '' and null: not known. */
export const courseDates = defineQuery({
  name: 'course-dates',
  params: { courses: 'Array(String)' },
  row: z.object({
    course_key: column.text,
    name: column.text,
    org: column.text,
    starts: column.text,
    ends: column.text,
    pass_line: column.maybeNumber,
  }),
  sql: (db, p) => `
    SELECT course_key, display_name AS name, org, course_start AS starts, course_end AS ends,
           JSONExtract(course_data_json, 'lowest_passing_grade', 'Nullable(Float64)') AS pass_line
    FROM ${db.eventSink}.course_overviews
    WHERE course_key IN ${p.courses}
    ORDER BY course_key, modified DESC, time_last_dumped DESC, name
    LIMIT 1 BY course_key`,
  example: { courses: ['course-v1:A+B+C'] },
});

/** What is due when, where the structure says so; the latest publish. */
export const dueDates = defineQuery({
  name: 'due-dates',
  params: { course: 'String' },
  row: z.object({ block: column.text, name: column.text, due: column.text }),
  sql: (db, p) => `
    SELECT location AS block, display_name AS name, JSONExtractString(xblock_data_json, 'due') AS due
    FROM ${db.eventSink}.course_blocks
    WHERE course_key = ${p.course} AND due != '' AND (time_last_dumped, dump_id) = (
      SELECT time_last_dumped, dump_id FROM ${db.eventSink}.course_blocks
      WHERE course_key = ${p.course} ORDER BY time_last_dumped DESC, dump_id DESC LIMIT 1)
    ORDER BY due, block LIMIT 1 BY block`,
  example: { course: 'course-v1:A+B+C' },
});

/** When the course was published, oldest first. */
export const publishTimes = defineQuery({
  name: 'publish-times',
  params: { course: 'String' },
  row: z.object({ at: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT time_last_dumped AS at FROM ${db.eventSink}.course_blocks
    WHERE course_key = ${p.course} ORDER BY at`,
  example: { course: 'course-v1:A+B+C' },
});
