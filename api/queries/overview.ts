import * as z from 'zod';
import { column, defineQuery } from '../clickhouse/query';

/** Learners that count: registered ones; everybody where nobody ever registered. */
const COUNTING = (p: { registered_only: string }): string => `(registered = 1 OR ${p.registered_only} = 0)`;
const quarters = z.array(z.nullable(z.coerce.number()));

/**
 * Courses as a whole, each apart by who registered. `weeks`: per course, the second from which on somebody counts as
 * active. Quantiles are exact, at a quarter, a half, three quarters.
 */
export const courseSums = defineQuery({
  name: 'course-sums',
  params: { courses: 'Array(String)', weeks: 'Array(UInt32)', ends: 'Array(UInt32)' },
  row: z.object({
    course_key: column.text,
    registered: column.flag,
    learners: column.count,
    enrolled: column.count,
    active: column.count,
    started: column.count,
    passed: column.count,
    done: column.count,
    any_done: column.count,
    units_done: column.count,
    graded: column.count,
    grades: quarters,
    passers: column.count,
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
           countIf((learner_activity.enrolled = 1 OR registered = 0) AND learner_activity.last_active >= week_from AND first_active <= week_to AND first_active > 0) AS active,
           countIf(first_active > 0) AS started,
           countIf(notEmpty(passes) AND passes[-1].2 = 1) AS passed,
           countIf(done_at > 0) AS done, countIf(learner_activity.done > 0) AS any_done, countIf(units_at > 0) AS units_done,
           countIf(isNotNull(grade)) AS graded,
           quantilesExactIf(0.25, 0.5, 0.75)(ifNull(grade, 0), isNotNull(grade)) AS grades,
           countIf(passed_at > registered_at AND registered_at > 0) AS passers,
           quantilesExactIf(0.25, 0.5, 0.75)((toFloat64(passed_at) - registered_at) / 86400, passed_at > registered_at AND registered_at > 0) AS days_to_pass,
           quantilesExactIf(0.25, 0.5, 0.75)((toFloat64(done_at) - registered_at) / 86400, done_at > registered_at AND registered_at > 0) AS days_to_done,
           quantilesExactIf(0.25, 0.5, 0.75)((toFloat64(units_at) - registered_at) / 86400, units_at > registered_at AND registered_at > 0) AS days_to_units,
           max(learner_activity.last_active) AS last_active
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key IN ${p.courses}
    GROUP BY course_key, registered ORDER BY course_key, registered`,
  example: { courses: ['course-v1:A+B+C'], weeks: [0], ends: [0] },
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

/** Distinct learners by day and by week who did anything, watched a video, tried a problem. */
export const activeByDay = defineQuery({
  name: 'active-by-day',
  params: { course: 'String', registered_only: 'UInt8', from: 'String', to: 'String' },
  row: z.object({
    by: z.enum(['day', 'week']),
    date: column.text,
    learners: column.count,
    watched: column.count,
    tried: column.count,
  }),
  sql: (db, p) => {
    const within = `arrayFilter(d -> d >= toDate(${p.from}) AND d < toDate(${p.to}), one.2)`;
    return `
    SELECT one.1 AS by, toString(one.3) AS date, countIf(one.4 = 0) AS learners, countIf(one.4 = 1) AS watched,
           countIf(one.4 = 2) AS tried
    FROM (
      SELECT arrayJoin(arrayFlatten(arrayMap(one -> arrayConcat(
        arrayMap(d -> ('day', d, d, one.1), ${within}),
        arrayMap(d -> ('week', d, d, one.1), arrayDistinct(arrayMap(d -> toMonday(d), ${within})))),
        [(0, days), (1, video_days), (2, problem_days)]))) AS one
      FROM ${db.own}.learner_activity FINAL
      WHERE course_key = ${p.course} AND ${COUNTING(p)})
    GROUP BY by, date ORDER BY by, date`;
  },
  example: { course: 'course-v1:A+B+C', registered_only: 1, from: '2026-01-01', to: '2026-02-01' },
});

/** Distinct learners by hour inside a window (UTC text, half open), from the events themselves. */
export const activeByHour = defineQuery({
  name: 'active-by-hour',
  params: { course: 'String', registered_only: 'UInt8', from: 'String', to: 'String' },
  row: z.object({ hour: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT formatDateTime(toStartOfHour(events.time), '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, uniqExact(learner) AS learners
    FROM ${db.own}.events FINAL
    WHERE course_key = ${p.course} AND events.time >= toDateTime64(${p.from}, 6, 'UTC') AND events.time < toDateTime64(${p.to}, 6, 'UTC')
      AND block_id != ${p.course} AND verb NOT IN ('registered', 'unregistered', 'earned', 'passed', 'failed')
      AND (event_id, events.time, toString(course_key), learner) NOT IN (
        SELECT event_id, time, course_key, learner FROM ${db.own}.conflicts WHERE excluded = 1)
      AND learner IN (SELECT learner FROM ${db.own}.learner_activity FINAL WHERE course_key = ${p.course} AND ${COUNTING(p)})
    GROUP BY hour ORDER BY hour`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, from: '2026-01-01 00:00:00', to: '2026-01-02 00:00:00' },
});

/**
 * Per section, subsection and ('') the course: learners with at least one and with all of its units, problems, videos.
 * The numbers of each are given in the order of `places`.
 */
export const reachedInside = defineQuery({
  name: 'reached-inside',
  params: {
    course: 'String',
    registered_only: 'UInt8',
    places: 'Array(String)',
    units: 'Array(UInt32)',
    problems: 'Array(UInt32)',
    videos: 'Array(UInt32)',
  },
  row: z.object({
    place: column.text,
    units_any: column.count,
    units_all: column.count,
    problems_any: column.count,
    problems_all: column.count,
    videos_any: column.count,
    videos_all: column.count,
  }),
  sql: (db, p) => `
    SELECT toString(place) AS place,
           countIf(u > 0) AS units_any, countIf(u > 0 AND u >= transform(place, ${p.places}, ${p.units}, toUInt32(0))) AS units_all,
           countIf(r > 0) AS problems_any, countIf(r > 0 AND r >= transform(place, ${p.places}, ${p.problems}, toUInt32(0))) AS problems_all,
           countIf(v > 0) AS videos_any, countIf(v > 0 AND v >= transform(place, ${p.places}, ${p.videos}, toUInt32(0))) AS videos_all
    FROM ${db.own}.learner_activity FINAL
    ARRAY JOIN places AS place, place_units AS u, place_problems AS r, place_videos AS v
    WHERE course_key = ${p.course} AND ${COUNTING(p)}
    GROUP BY place ORDER BY place`,
  example: {
    course: 'course-v1:A+B+C',
    registered_only: 1,
    places: ['s'],
    units: [1],
    problems: [1],
    videos: [1],
  },
});

/** Learners by tenth: of the course grade, and of what they completed of `of` blocks (units: of what they reached). */
export const tenths = defineQuery({
  name: 'tenths',
  params: { course: 'String', registered_only: 'UInt8', blocks: 'UInt32', units: 'UInt32' },
  row: z.object({
    what: z.enum(['grade', 'done', 'units']),
    tenth: column.number,
    learners: column.count,
    total: column.number,
  }),
  sql: (db, p) => `
    SELECT one.1 AS what, toUInt8(least(9, floor(one.2 * 10 + 1e-9))) AS tenth, count() AS learners, sum(one.2) AS total
    FROM (
      SELECT arrayJoin(arrayFilter(one -> one.3, [
        ('grade', ifNull(grade, 0), isNotNull(grade)),
        ('done', least(1, learner_activity.done / greatest(${p.blocks}, 1)), toBool(first_active > 0)),
        ('units', least(1, length(units) / greatest(${p.units}, 1)), toBool(first_active > 0))])) AS one
      FROM ${db.own}.learner_activity FINAL
      WHERE course_key = ${p.course} AND ${COUNTING(p)})
    GROUP BY what, tenth ORDER BY what, tenth`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, blocks: 1, units: 1 },
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

/** Distinct learners by calendar month, over some courses; in courses where somebody registered, only who did. */
export const activeByMonth = defineQuery({
  name: 'active-by-month',
  params: { courses: 'Array(String)', open: 'Array(String)' },
  row: z.object({ month: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT formatDateTime(month, '%Y-%m') AS month, uniqExact(learner) AS learners
    FROM (
      SELECT learner, arrayJoin(arrayDistinct(arrayMap(d -> toStartOfMonth(d), days))) AS month
      FROM ${db.own}.learner_activity FINAL
      WHERE course_key IN ${p.courses} AND (registered = 1 OR course_key IN ${p.open}))
    GROUP BY month ORDER BY month`,
  example: { courses: ['course-v1:A+B+C'], open: [] },
});

/** Distinct learners of each organisation's courses: ever registered (or seen, in `open` courses), and enrolled now. */
export const learnersByOrg = defineQuery({
  name: 'learners-by-org',
  params: { courses: 'Array(String)', orgs: 'Array(String)', open: 'Array(String)' },
  row: z.object({ org: column.text, learners: column.count, enrolled: column.count }),
  sql: (db, p) => `
    SELECT transform(toString(course_key), ${p.courses}, ${p.orgs}, '') AS org, uniqExact(learner) AS learners,
           uniqExactIf(learner, enrolled = 1 OR course_key IN ${p.open}) AS enrolled
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key IN ${p.courses} AND (registered = 1 OR course_key IN ${p.open})
    GROUP BY org ORDER BY org`,
  example: { courses: ['course-v1:A+B+C'], orgs: ['A'], open: [] },
});

/** Which kinds of statements there are in some courses. */
export const statementKinds = defineQuery({
  name: 'statement-kinds',
  params: { courses: 'Array(String)' },
  row: z.object({ verb: column.text, statements: column.count, newest: column.micros }),
  sql: (db, p) => `
    SELECT toString(verb) AS verb, count() AS statements, toUnixTimestamp64Micro(max(events.time)) AS newest
    FROM ${db.own}.events WHERE course_key IN ${p.courses} GROUP BY verb ORDER BY verb`,
  example: { courses: ['course-v1:A+B+C'] },
});

/** The middle half of learners who did anything: of the course, and of each section (place '' is the course). */
export const middleHalves = defineQuery({
  name: 'middle-halves',
  params: { course: 'String', registered_only: 'UInt8' },
  row: z.object({
    place: column.text,
    learners: column.count,
    units: quarters,
    problems: quarters,
    videos: quarters,
  }),
  sql: (db, p) => `
    SELECT toString(place) AS place, count() AS learners, quantilesExact(0.25, 0.5, 0.75)(u) AS units,
           quantilesExact(0.25, 0.5, 0.75)(r) AS problems, quantilesExact(0.25, 0.5, 0.75)(v) AS videos
    FROM ${db.own}.learner_activity FINAL
    ARRAY JOIN places AS place, place_units AS u, place_problems AS r, place_videos AS v
    WHERE course_key = ${p.course} AND ${COUNTING(p)} AND first_active > 0
    GROUP BY place ORDER BY place`,
  example: { course: 'course-v1:A+B+C', registered_only: 1 },
});

/** As `middleHalves`, of figures of the whole course. */
export const courseHalves = defineQuery({
  name: 'course-halves',
  params: { course: 'String', registered_only: 'UInt8', units: 'UInt32' },
  row: z.object({
    learners: column.count,
    triers: column.count,
    days: quarters,
    progress: quarters,
    tried: quarters,
    first_try: quarters,
    watched: quarters,
  }),
  sql: (db, p) => `
    SELECT count() AS learners, countIf(learner_activity.tried > 0) AS triers,
           quantilesExact(0.25, 0.5, 0.75)(length(days)) AS days,
           quantilesExact(0.25, 0.5, 0.75)(length(units) / greatest(${p.units}, 1)) AS progress,
           quantilesExact(0.25, 0.5, 0.75)(learner_activity.tried) AS tried,
           quantilesExactIf(0.25, 0.5, 0.75)(first_right / greatest(learner_activity.tried, 1), learner_activity.tried > 0) AS first_try,
           quantilesExact(0.25, 0.5, 0.75)(watched_seconds) AS watched
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key = ${p.course} AND ${COUNTING(p)} AND first_active > 0`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, units: 1 },
});
