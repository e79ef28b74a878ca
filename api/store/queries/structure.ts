import * as z from 'zod';
import { column, defineQuery } from '../query';

/** The blocks of a course's latest publish only: rows of one dump, the one with the latest time, then the largest id. */
export const publishedBlocks = defineQuery({
  name: 'published-blocks',
  params: { course: 'String' },
  row: z.object({
    id: column.text,
    name: column.text,
    data: column.text,
    position: column.number,
    version: column.text,
  }),
  sql: (db, p) => `
    SELECT location AS id, display_name AS name, xblock_data_json AS data, \`order\` AS position,
           concat(time_last_dumped, ' ', toString(dump_id)) AS version
    FROM ${db.eventSink}.course_blocks
    WHERE course_key = ${p.course} AND (time_last_dumped, dump_id) = (
      SELECT time_last_dumped, dump_id FROM ${db.eventSink}.course_blocks
      WHERE course_key = ${p.course} ORDER BY time_last_dumped DESC, dump_id DESC LIMIT 1)
    ORDER BY position, id
    LIMIT 1 BY id`,
  example: { course: 'course-v1:A+B+C' },
});

/** The latest publish of every course. */
export const publishedVersions = defineQuery({
  name: 'published-versions',
  params: {},
  row: z.object({ course_key: column.text, version: column.text }),
  sql: (db) => `
    SELECT course_key, max(concat(time_last_dumped, ' ', toString(dump_id))) AS version
    FROM ${db.eventSink}.course_blocks GROUP BY course_key ORDER BY course_key`,
  example: {},
});

/** When a course was published last, as text; '': none was. */
export const lastPublished = defineQuery({
  name: 'last-published',
  params: {},
  row: z.object({ at: column.text }),
  sql: (db) => `SELECT max(time_last_dumped) AS at FROM ${db.eventSink}.course_blocks`,
  example: {},
});

/** A course's name as of its latest overview. */
export const courseName = defineQuery({
  name: 'course-name',
  params: { course: 'String' },
  row: z.object({ name: column.text }),
  sql: (db, p) => `
    SELECT display_name AS name FROM ${db.eventSink}.course_overviews
    WHERE course_key = ${p.course} ORDER BY modified DESC, time_last_dumped DESC, name LIMIT 1`,
  example: { course: 'course-v1:A+B+C' },
});

/** A course's name, dates and language as of its latest overview; '' where that is not known. */
export const courseHead = defineQuery({
  name: 'course-head',
  params: { course: 'String' },
  row: z.object({ name: column.text, starts: column.text, ends: column.text, language: column.text }),
  sql: (db, p) => `
    SELECT display_name AS name, course_start AS starts, course_end AS ends,
      JSONExtractString(course_data_json, 'language') AS language
    FROM ${db.eventSink}.course_overviews
    WHERE course_key = ${p.course} ORDER BY modified DESC, time_last_dumped DESC, name LIMIT 1`,
  example: { course: 'course-v1:A+B+C' },
});

/** Blocks that the first stored publish of a course does not have: the time of the first one that has each. */
export const blocksAdded = defineQuery({
  name: 'blocks-added',
  params: { course: 'String' },
  row: z.object({ id: column.text, at: column.text }),
  sql: (db, p) => `
    SELECT location AS id, min(time_last_dumped) AS at FROM ${db.eventSink}.course_blocks
    WHERE course_key = ${p.course} GROUP BY id
    HAVING at > (SELECT min(time_last_dumped) FROM ${db.eventSink}.course_blocks WHERE course_key = ${p.course})
    ORDER BY id`,
  example: { course: 'course-v1:A+B+C' },
});

/** Courses with a structure or with facts. */
export const knownCourses = defineQuery({
  name: 'known-courses',
  params: {},
  row: z.object({ course_key: column.text }),
  sql: (db) => `
    SELECT DISTINCT course_key FROM (
      SELECT toString(course_key) AS course_key FROM ${db.own}.facts
      UNION ALL SELECT course_key FROM ${db.eventSink}.course_blocks)
    ORDER BY course_key`,
  example: {},
});

const storedRow = z.object({ dump: column.text, name: column.text });

/** Blocks stored by these dumps. */
export const storedBlocks = defineQuery({
  name: 'stored-blocks',
  params: { dumps: 'Array(UUID)' },
  row: storedRow,
  sql: (db, p) =>
    `SELECT toString(dump_id) AS dump, location AS name FROM ${db.eventSink}.course_blocks WHERE dump_id IN ${p.dumps} ORDER BY dump, name`,
  example: { dumps: ['00000000-0000-0000-0000-000000000000'] },
});

/** Course overviews stored by these dumps. */
export const storedOverviews = defineQuery({
  name: 'stored-overviews',
  params: { dumps: 'Array(UUID)' },
  row: storedRow,
  sql: (db, p) =>
    `SELECT toString(dump_id) AS dump, course_key AS name FROM ${db.eventSink}.course_overviews WHERE dump_id IN ${p.dumps} ORDER BY dump, name`,
  example: { dumps: ['00000000-0000-0000-0000-000000000000'] },
});
