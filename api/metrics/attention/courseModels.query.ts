import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/** A course's model of one name: the row of the course ('') and those of some blocks. */
export const courseModel = defineQuery({
  name: 'course-model',
  params: { course: 'String', model: 'String', blocks: 'Array(String)' },
  row: z.object({ block: column.text, computed_at: column.micros, learners: column.number, model: column.text }),
  sql: (db, p) => `
    SELECT block_id AS block, toUnixTimestamp64Micro(course_models.computed_at) AS computed_at, learners, model
    FROM ${db.own}.course_models FINAL
    WHERE course_key = ${p.course} AND name = ${p.model} AND (block_id = '' OR block_id IN ${p.blocks})
    ORDER BY block`,
  example: { course: 'course-v1:A+B+C', model: 'attention', blocks: [] },
});

/** A model of some courses as wholes. */
export const modelOfCourses = defineQuery({
  name: 'model-of-courses',
  params: { courses: 'Array(String)', model: 'String' },
  row: z.object({ course_key: column.text, computed_at: column.micros, model: column.text }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key, toUnixTimestamp64Micro(course_models.computed_at) AS computed_at, model
    FROM ${db.own}.course_models FINAL
    WHERE course_key IN ${p.courses} AND name = ${p.model} AND block_id = '' ORDER BY course_key`,
  example: { courses: ['course-v1:A+B+C'], model: 'attention' },
});

/**
 * For each course whose sum as a whole is stored, which comes last: the newest version among its sums, and the version and
 * revision that its models are from.
 */
export const modelStates = defineQuery({
  name: 'model-states',
  params: {},
  row: z.object({
    course_key: column.text,
    version: column.micros,
    computed_at: column.maybeMicros,
    source_version: column.maybeMicros,
    revision: column.maybeNumber,
  }),
  sql: (db) => `
    SELECT totals.course_key AS course_key, totals.version AS version,
           toUnixTimestamp64Micro(models.computed_at) AS computed_at, models.source_version AS source_version,
           models.revision AS revision
    FROM (SELECT toString(course_key) AS course_key, max(version) AS version
          FROM ${db.own}.block_totals GROUP BY course_key HAVING countIf(block_id = toString(course_key)) > 0) AS totals
    LEFT JOIN (SELECT toString(course_key) AS course_key, computed_at, source_version, revision
               FROM ${db.own}.course_models FINAL WHERE name = 'attention' AND block_id = '') AS models
      ON models.course_key = totals.course_key
    ORDER BY course_key`,
  example: {},
});
