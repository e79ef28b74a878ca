import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { IN_POPULATION, DAYS_BEFORE, ENROLLED } from '../kit/inPopulation';

/**
 * From which sums of its facts, and of how many facts, a course's learners were judged, and when: of every course whose sum as
 * a whole is stored, which comes last.
 */
export const judgedCourses = defineQuery({
  name: 'judged-courses',
  params: {},
  row: z.object({
    course_key: column.text,
    version: column.micros,
    judged_volume: column.count,
    computed_at: column.maybeMicros,
    source_version: column.maybeMicros,
    revision: column.maybeNumber,
    model: z.nullable(column.text),
  }),
  sql: (db) => `
    SELECT totals.course_key AS course_key, totals.version AS version,
           JSONExtractUInt(ifNull(models.model, ''), 'volume') AS judged_volume,
           toUnixTimestamp64Micro(models.computed_at) AS computed_at, models.source_version AS source_version,
           models.revision AS revision, JSONExtractString(models.model, 'basis') AS model
    FROM (SELECT toString(course_key) AS course_key, max(version) AS version
          FROM ${db.own}.block_totals GROUP BY course_key HAVING countIf(block_id = toString(course_key)) > 0) AS totals
    LEFT JOIN (SELECT toString(course_key) AS course_key, computed_at, source_version, revision, model
               FROM ${db.own}.course_models FINAL WHERE name = 'learners' AND block_id = '') AS models
      ON models.course_key = totals.course_key
    ORDER BY course_key`,
  example: {},
});

/** How many facts there are about some courses: learners and blocks that belong together. */
export const factVolumes = defineQuery({
  name: 'fact-volumes',
  params: { courses: 'Array(String)' },
  row: z.object({ course_key: column.text, volume: column.count }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key, sum(learners) AS volume FROM ${db.own}.block_totals FINAL
    WHERE course_key IN ${p.courses} GROUP BY course_key ORDER BY course_key`,
  example: { courses: ['course-v1:A+B+C'] },
});

const dayOfLearners = { date: column.text, learners: column.count, last: column.count };

/** By rule and day: for how many learners it began to hold on that day. `at`: when the states were computed (UTC text). */
export const flagsByDay = defineQuery({
  name: 'flags-by-day',
  params: { course: 'String', at: 'String' },
  row: z.object({ rule: column.text, ...dayOfLearners }),
  sql: (db, p) => `
    SELECT toString(one.1) AS rule, toString(one.2) AS date, count() AS learners, count() AS last
    FROM ${db.own}.learner_states FINAL ARRAY JOIN arrayZip(rules, since) AS one
    WHERE course_key = ${p.course} AND computed_at >= toDateTime64(${p.at}, 6, 'UTC')
    GROUP BY rule, date ORDER BY rule, date`,
  example: { course: 'course-v1:A+B+C', at: '2026-01-01 00:00:00' },
});

/** How many learners are enrolled now (everybody, where nobody ever registered). */
export const enrolledNow = defineQuery({
  name: 'enrolled-now',
  params: { course: 'String', registered_only: 'UInt8' },
  row: z.object({ learners: column.count }),
  sql: (db, p) => `
    SELECT count() AS learners FROM ${db.own}.learner_activity FINAL WHERE course_key = ${p.course} AND ${ENROLLED(p)}`,
  example: { course: 'course-v1:A+B+C', registered_only: 1 },
});

/** By day: how many of these did anything, and for how many it is the last day on which they did. `at`: the moment that the report is about, seconds since 1970; no later day counts. */
export const activeDays = defineQuery({
  name: 'active-days',
  params: { course: 'String', registered_only: 'UInt8', at: 'UInt32' },
  row: z.object(dayOfLearners),
  sql: (db, p) => `
    SELECT toString(day) AS date, count() AS learners, countIf(day = latest) AS last
    FROM (
      SELECT arrayJoin(${DAYS_BEFORE(p.at)} AS own) AS day, arrayMax(own) AS latest FROM ${db.own}.learner_activity FINAL
      WHERE course_key = ${p.course} AND ${ENROLLED(p)})
    GROUP BY day ORDER BY day`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, at: 1 },
});

const TRIES = {
  course: 'String',
  registered_only: 'UInt8',
  /** Problems; the place of each one's section among `sections`, from 1 on, 0 for none. */
  blocks: 'Array(String)',
  section_of: 'Array(UInt16)',
  sections: 'Array(String)',
} as const;
const EXAMPLE = { course: 'course-v1:A+B+C', registered_only: 1, blocks: ['b'], section_of: [1], sections: ['s'] };
const sectionOf = (block: string, p: { readonly blocks: string; readonly section_of: string }): string =>
  `transform(${block}, ${p.blocks}, ${p.section_of}, toUInt16(0))`;

/**
 * By section and day: how many learners tried problems of it for the first time, and for how many it is the last such day.
 * Section and day are one number (65536 times the one and the other): a class has millions of them.
 */
export const triesByDay = defineQuery({
  name: 'tries-by-day',
  params: TRIES,
  row: z.object({ section: column.text, ...dayOfLearners }),
  sql: (db, p) => `
    SELECT ${p.sections}[intDiv(one.1, 65536)] AS section, toString(toDate(toUInt16(one.1 % 65536))) AS date,
           count() AS learners, sum(one.2) AS last
    FROM (
      SELECT arrayJoin(arrayMap((one, next) -> (one, toUInt8(intDiv(one, 65536) != intDiv(next, 65536))), mine,
               arrayPushBack(arrayPopFront(mine), toUInt32(0)))) AS one
      FROM (
        SELECT arrayDistinct(arraySort(arrayMap(
                 (block, times) -> toUInt32(${sectionOf('block', p)} * 65536 + intDiv(times[1], 86400)),
                 arrayFilter((block, times) -> notEmpty(times), problems.block, problems.submissions),
                 arrayFilter(times -> notEmpty(times), problems.submissions)))) AS mine
        FROM ${db.own}.learner_activity FINAL
        WHERE course_key = ${p.course} AND ${IN_POPULATION(p)} AND notEmpty(problems))
      WHERE notEmpty(mine))
    WHERE one.1 >= 65536
    GROUP BY section, date ORDER BY section, date`,
  example: EXAMPLE,
});

/** By section: problems tried for the first time on or after a day, and how many of these tries were right. */
export const triesSince = defineQuery({
  name: 'tries-since',
  params: { ...TRIES, day: 'String' },
  row: z.object({ section: column.text, tried: column.count, n_right: column.count }),
  sql: (db, p) => `
    SELECT ${p.sections}[place] AS section, count() AS tried, sum(one.2) AS n_right
    FROM (
      SELECT ${sectionOf('one.1', p)} AS place, one
      FROM ${db.own}.learner_activity FINAL ARRAY JOIN problems AS one
      WHERE course_key = ${p.course} AND ${IN_POPULATION(p)}
        AND last_active >= toUnixTimestamp(toDateTime(${p.day}, 'UTC'))
        AND notEmpty(one.7) AND one.7[1] >= toUnixTimestamp(toDateTime(${p.day}, 'UTC')))
    WHERE place > 0
    GROUP BY section ORDER BY section`,
  example: { ...EXAMPLE, day: '2026-01-01 00:00:00' },
});
