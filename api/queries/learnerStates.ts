import * as z from 'zod';
import { column, defineQuery } from '../clickhouse/query';

/** From which sums of its facts a course's learners were judged, and when; of every course. */
export const judgedCourses = defineQuery({
  name: 'judged-courses',
  params: {},
  row: z.object({
    course_key: column.text,
    version: column.micros,
    computed_at: column.maybeMicros,
    source_version: column.maybeMicros,
    revision: column.maybeNumber,
    model: z.nullable(column.text),
  }),
  sql: (db) => `
    SELECT totals.course_key AS course_key, totals.version AS version,
           toUnixTimestamp64Micro(models.computed_at) AS computed_at, models.source_version AS source_version,
           models.revision AS revision, JSONExtractString(models.model, 'basis') AS model
    FROM (SELECT toString(course_key) AS course_key, max(version) AS version
          FROM ${db.own}.block_totals GROUP BY course_key) AS totals
    LEFT JOIN (SELECT toString(course_key) AS course_key, computed_at, source_version, revision, model
               FROM ${db.own}.course_models FINAL WHERE name = 'learners' AND block_id = '') AS models
      ON models.course_key = totals.course_key
    ORDER BY course_key`,
  example: {},
});

/** For how many learners each rule began to hold on or after a day. `at`: when the states were computed (UTC text). */
export const newMarks = defineQuery({
  name: 'new-marks',
  params: { course: 'String', at: 'String', day: 'String' },
  row: z.object({ rule: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT toString(one.1) AS rule, count() AS learners
    FROM ${db.own}.learner_states FINAL ARRAY JOIN arrayZip(rules, since) AS one
    WHERE course_key = ${p.course} AND computed_at >= toDateTime64(${p.at}, 6, 'UTC') AND one.2 >= toDate(${p.day})
    GROUP BY rule ORDER BY rule`,
  example: { course: 'course-v1:A+B+C', at: '2026-01-01 00:00:00', day: '2026-01-01' },
});

/** Problems tried for the first time on or after a day, by how many learners and how many right; and who was active. */
export const triesSince = defineQuery({
  name: 'tries-since',
  params: {
    course: 'String',
    registered_only: 'UInt8',
    day: 'String',
    sections: 'Array(String)',
    blocks: 'Array(String)',
  },
  row: z.object({ section: column.text, learners: column.count, tried: column.count, n_right: column.count }),
  sql: (db, p) => `
    SELECT transform(toString(one.1), ${p.blocks}, ${p.sections}, '') AS section, uniqExact(learner) AS learners,
           count() AS tried, sum(one.2) AS n_right
    FROM ${db.own}.learner_activity FINAL ARRAY JOIN problems AS one
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0)
      AND arrayMin(one.7) >= toUnixTimestamp(toDateTime(${p.day}, 'UTC')) AND notEmpty(one.7) AND section != ''
    GROUP BY section ORDER BY section`,
  example: {
    course: 'course-v1:A+B+C',
    registered_only: 1,
    day: '2026-01-01 00:00:00',
    sections: ['s'],
    blocks: ['b'],
  },
});

/** Learners enrolled now (everybody, where nobody ever registered), and of these: active on or after a day. */
export const activeSince = defineQuery({
  name: 'active-since',
  params: { course: 'String', registered_only: 'UInt8', day: 'String' },
  row: z.object({ learners: column.count, active: column.count }),
  sql: (db, p) => `
    SELECT count() AS learners, countIf(last_active >= toUnixTimestamp(toDateTime(${p.day}, 'UTC'))) AS active
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key = ${p.course} AND (enrolled = 1 OR ${p.registered_only} = 0)`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, day: '2026-01-01 00:00:00' },
});
