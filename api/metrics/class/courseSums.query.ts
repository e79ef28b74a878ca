import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { IN_POPULATION, quarters } from '../kit/inPopulation';

/**
 * Who did anything between two seconds. Of who came after them as well, days are known: one counts where half of it or
 * more lies in between.
 */
const isActive = (from: string, to: string): string => `
  first_active > 0 AND first_active <= ${to} AND learner_activity.last_active >= ${from}
  AND (learner_activity.last_active <= ${to} OR first_active >= ${from}
       OR arrayExists(d -> least((toInt64(toUInt16(d)) + 1) * 86400, toInt64(${to})) - greatest(toInt64(toUInt16(d)) * 86400, toInt64(${from})) >= 43200, days))`;

/**
 * Courses as a whole, each apart by who registered. `ends`: per course, the moment that is reported; what came later is no
 * activity. `weeks`: the second from which on somebody counts as active. `before`: the second at which who is enrolled is
 * counted a second time. Quantiles are exact, at a quarter, a half, three quarters, of who was registered before.
 */
export const courseSums = defineQuery({
  name: 'course-sums',
  params: { courses: 'Array(String)', weeks: 'Array(UInt32)', ends: 'Array(UInt32)', before: 'UInt32' },
  row: z.object({
    course_key: column.text,
    registered: column.flag,
    learners: column.count,
    enrolled: column.count,
    enrolled_before: column.count,
    active: column.count,
    started: column.count,
    passed: column.count,
    done: column.count,
    any_done: column.count,
    units_done: column.count,
    graded: column.count,
    grades: quarters,
    passers: column.count,
    finishers: column.count,
    unit_finishers: column.count,
    days_to_pass: quarters,
    days_to_done: quarters,
    days_to_units: quarters,
    last_active: column.number,
  }),
  sql: (db, p) => `
    WITH transform(toString(course_key), ${p.courses}, ${p.weeks}, toUInt32(0)) AS week_from,
         transform(toString(course_key), ${p.courses}, ${p.ends}, toUInt32(0)) AS week_to,
         arrayFirst(one -> one.2 = 1, passes).1 AS passed_at
    SELECT toString(course_key) AS course_key, registered, count() AS learners,
           countIf(learner_activity.enrolled = 1 OR registered = 0) AS enrolled,
           countIf(arrayLast(one -> one.1 < ${p.before}, moves).2 = 1) AS enrolled_before,
           countIf(${isActive('week_from', 'week_to')}) AS active,
           countIf(first_active > 0 AND first_active <= week_to) AS started,
           countIf(notEmpty(passes) AND passes[-1].2 = 1) AS passed,
           countIf(done_at > 0) AS done, countIf(learner_activity.done > 0) AS any_done, countIf(units_at > 0) AS units_done,
           countIf(isNotNull(grade)) AS graded,
           quantilesExactIf(0.25, 0.5, 0.75)(ifNull(grade, 0), isNotNull(grade)) AS grades,
           countIf(passed_at > registered_at AND registered_at > 0) AS passers,
           quantilesExactIf(0.25, 0.5, 0.75)((toFloat64(passed_at) - registered_at) / 86400, passed_at > registered_at AND registered_at > 0) AS days_to_pass,
           countIf(done_at > registered_at AND registered_at > 0) AS finishers,
           countIf(units_at > registered_at AND registered_at > 0) AS unit_finishers,
           quantilesExactIf(0.25, 0.5, 0.75)((toFloat64(done_at) - registered_at) / 86400, done_at > registered_at AND registered_at > 0) AS days_to_done,
           quantilesExactIf(0.25, 0.5, 0.75)((toFloat64(units_at) - registered_at) / 86400, units_at > registered_at AND registered_at > 0) AS days_to_units,
           max(learner_activity.last_active) AS last_active
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key IN ${p.courses}
    GROUP BY course_key, registered ORDER BY course_key, registered`,
  example: { courses: ['course-v1:A+B+C'], weeks: [0], ends: [0], before: 0 },
});

/**
 * Learners by the week (its Monday) in which they first did anything, passed, completed the course; as `course-sums` counts
 * them. `at`: the moment told of; who did anything later only has not started. `by_units`: completed are those who reached
 * the units, as where no completion is sent.
 */
export const outcomesByWeek = defineQuery({
  name: 'outcomes-by-week',
  params: { course: 'String', registered_only: 'UInt8', at: 'UInt32', by_units: 'UInt8' },
  row: z.object({ outcome: z.enum(['started', 'passed', 'completed']), monday: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT one.1 AS outcome, toString(toMonday(toDateTime(one.2, 'UTC'))) AS monday, count() AS learners
    FROM (
      SELECT arrayJoin([
        ('started', toUInt32(if(first_active <= ${p.at}, first_active, 0))),
        ('passed', toUInt32(if(notEmpty(passes) AND passes[-1].2 = 1, arrayFirst(one -> one.2 = 1, passes).1, 0))),
        ('completed', toUInt32(if(${p.by_units} = 1, units_at, done_at)))]) AS one
      FROM ${db.own}.learner_activity FINAL
      WHERE course_key = ${p.course} AND ${IN_POPULATION(p)})
    WHERE one.2 > 0
    GROUP BY outcome, monday ORDER BY outcome, monday`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, at: 1, by_units: 0 },
});

/** How many entered and left each track on each day: what adds up to who was enrolled when. */
export const enrolmentMoves = defineQuery({
  name: 'enrolment-moves',
  params: { course: 'String' },
  row: z.object({ day: column.text, track: column.text, change: z.coerce.number() }),
  sql: (db, p) => `
    SELECT toString(toDate(toDateTime(move.1, 'UTC'), 'UTC')) AS day, move.2 AS track, sum(move.3) AS change
    FROM (
      SELECT arrayJoin(arrayConcat(
        -- out of where one was, into where one is
        arrayMap((to, from) -> (to.1, toString(from.3), toInt64(-from.2)), arrayPopFront(moves), arrayPopBack(moves)),
        arrayMap(to -> (to.1, toString(to.3), toInt64(to.2)), moves))) AS move
      FROM ${db.own}.learner_activity FINAL
      WHERE course_key = ${p.course} AND registered = 1)
    GROUP BY day, track HAVING change != 0 ORDER BY day, track`,
  example: { course: 'course-v1:A+B+C' },
});

/** How many were enrolled in each of some courses before each of some seconds: what the moves until then add up to. */
export const enrolledBefore = defineQuery({
  name: 'enrolled-before',
  params: { courses: 'Array(String)', befores: 'Array(UInt32)' },
  row: z.object({ course_key: column.text, enrolled: z.array(column.count) }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key,
           sumForEach(arrayMap(before -> toUInt64(arrayLast(one -> one.1 < before, moves).2), ${p.befores})) AS enrolled
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key IN ${p.courses} AND registered = 1
    GROUP BY course_key ORDER BY course_key`,
  example: { courses: ['course-v1:A+B+C'], befores: [0, 1] },
});

/** Learners enrolled now, by track. */
export const enrolledByTrack = defineQuery({
  name: 'enrolled-by-track',
  params: { courses: 'Array(String)' },
  row: z.object({ course_key: column.text, track: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key, toString(mode) AS track, count() AS learners
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key IN ${p.courses} AND enrolled = 1
    GROUP BY course_key, track ORDER BY course_key, track`,
  example: { courses: ['course-v1:A+B+C'] },
});
