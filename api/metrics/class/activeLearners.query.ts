import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { isCounted } from '../../store/queries/countedEvents';
import { IN_POPULATION, IN_POPULATIONS, DAYS_BEFORE } from '../kit/inPopulation';

/** Days as numbers, and the weeks they are in, each once: 65536 times `kind` (twice, plus one for weeks) and the day. */
const coded = (days: string, kind: number): string => `
  arrayMap(d -> toUInt32(${2 * kind * 65536} + toUInt16(d)), ${days}),
  arrayMap(d -> toUInt32(${(2 * kind + 1) * 65536} + toUInt16(d)), arrayDistinct(arrayMap(d -> toMonday(d), ${days})))`;

/**
 * Distinct learners of each course by day and by week who did anything, watched a video, tried a problem. `ends`: per course, the
 * moment that is reported; no later day counts.
 */
export const activeByDay = defineQuery({
  name: 'active-by-day',
  params: { courses: 'Array(String)', open: 'Array(String)', ends: 'Array(UInt32)' },
  row: z.object({
    course_key: column.text,
    by: z.enum(['day', 'week']),
    date: column.text,
    learners: column.count,
    watched: column.count,
    tried: column.count,
  }),
  sql: (db, p) => `
    SELECT course_key, if(intDiv(code, 65536) % 2 = 0, 'day', 'week') AS by, toString(toDate(toUInt16(code % 65536))) AS date,
           sumIf(n, intDiv(code, 131072) = 0) AS learners, sumIf(n, intDiv(code, 131072) = 1) AS watched,
           sumIf(n, intDiv(code, 131072) = 2) AS tried
    FROM (
      WITH transform(toString(course_key), ${p.courses}, ${p.ends}, toUInt32(0)) AS ends_at
      SELECT toString(course_key) AS course_key,
             arrayJoin(arrayConcat(${['days', 'video_days', 'problem_days'].map((days, kind) => coded(DAYS_BEFORE('ends_at', days), kind)).join(',')})) AS code,
             count() AS n
      FROM ${db.own}.learner_activity FINAL
      WHERE course_key IN ${p.courses} AND ${IN_POPULATIONS(p)}
      GROUP BY course_key, code)
    GROUP BY course_key, by, date ORDER BY course_key, by, date`,
  example: { courses: ['course-v1:A+B+C'], open: [], ends: [1] },
});

/**
 * Distinct learners by hour of the week (UTC, Monday is 1), with the days on which they came, from the events themselves.
 * `until`: UTC text; what came later does not count.
 */
export const activeByHour = defineQuery({
  name: 'active-by-hour',
  params: { course: 'String', registered_only: 'UInt8', until: 'String' },
  row: z.object({ weekday: column.count, hour: column.count, learners: column.count, dates: z.array(column.text) }),
  sql: (db, p) => `
    SELECT toDayOfWeek(events.time, 0, 'UTC') AS weekday, toHour(events.time, 'UTC') AS hour, uniqExact(learner) AS learners,
           arraySort(groupUniqArray(toString(toDate(events.time, 'UTC')))) AS dates
    FROM ${db.own}.events FINAL
    WHERE course_key = ${p.course} AND events.time < toDateTime64(${p.until}, 6, 'UTC')
      AND block_id != ${p.course} AND verb NOT IN ('registered', 'unregistered', 'earned', 'passed', 'failed')
      AND ${isCounted(db.own)}
      AND learner IN (SELECT learner FROM ${db.own}.learner_activity FINAL WHERE course_key = ${p.course} AND ${IN_POPULATION(p)})
    GROUP BY weekday, hour ORDER BY weekday, hour`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, until: '2026-01-02 00:00:00' },
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
