import * as z from 'zod';
import { column, defineQuery } from '../query';
import { isCounted } from './countedEvents';

/** What the page about data health asks: whether events arrive, and whether they are sound. Times in microseconds. */

/** Events of the whole site by the hour in which they happened (UTC). An event counts once. */
export const eventsByHour = defineQuery({
  name: 'events-by-hour',
  params: { since: 'Int64' },
  row: z.object({ hour: column.micros, events: column.count }),
  sql: (db, p) => `
    SELECT toUnixTimestamp(toStartOfHour(events.time)) * 1000000 AS hour, uniqExact(event_id) AS events
    FROM ${db.own}.events
    WHERE events.time >= fromUnixTimestamp64Micro(${p.since}, 'UTC') AND events.time <= now64(6) AND ${isCounted(db.own)}
    GROUP BY hour ORDER BY hour`,
  example: { since: 0 },
});

/** The same by day, with the courses that had any. */
export const eventsByDay = defineQuery({
  name: 'events-by-day',
  params: { since: 'Int64' },
  row: z.object({ day: column.text, events: column.count, courses: column.count }),
  sql: (db, p) => `
    SELECT toString(toDate(events.time)) AS day, uniqExact(event_id) AS events, uniqExact(course_key) AS courses
    FROM ${db.own}.events
    WHERE events.time >= fromUnixTimestamp64Micro(${p.since}, 'UTC') AND events.time <= now64(6) AND ${isCounted(db.own)}
    GROUP BY day ORDER BY day`,
  example: { since: 0 },
});

/** Kinds of events, by whether they still come: how many before a moment and from then on, of how many learners before. */
export const kindsSince = defineQuery({
  name: 'kinds-since',
  params: { since: 'Int64', turn: 'Int64' },
  row: z.object({ verb: column.text, before: column.count, after: column.count, learners: column.count }),
  sql: (db, p) => `
    SELECT toString(verb) AS verb, countIf(events.time < fromUnixTimestamp64Micro(${p.turn}, 'UTC')) AS before,
           countIf(events.time >= fromUnixTimestamp64Micro(${p.turn}, 'UTC')) AS after,
           uniqExactIf(learner, events.time < fromUnixTimestamp64Micro(${p.turn}, 'UTC')) AS learners
    FROM ${db.own}.events
    WHERE events.time >= fromUnixTimestamp64Micro(${p.since}, 'UTC') AND ${isCounted(db.own)}
    GROUP BY verb ORDER BY verb`,
  example: { since: 0, turn: 1 },
});

/** Statements that happened since a moment: all, and those that count in a course. */
export const statementsOfCourses = defineQuery({
  name: 'statements-of-courses',
  params: { since: 'Int64' },
  row: z.object({ statements: column.count, of_courses: column.count }),
  sql: (db, p) => `
    SELECT
      (SELECT uniqExact(event_id) FROM ${db.xapi}.xapi_events_all
       WHERE emission_time >= fromUnixTimestamp64Micro(${p.since}, 'UTC')) AS statements,
      (SELECT uniqExact(event_id) FROM ${db.own}.events
       WHERE events.time >= fromUnixTimestamp64Micro(${p.since}, 'UTC') AND ${isCounted(db.own)}) AS of_courses`,
  example: { since: 0 },
});

/** Statements that say they happen later than now, by more than so many seconds: a clock is wrong. */
export const statementsAhead = defineQuery({
  name: 'statements-ahead',
  params: { seconds: 'UInt32' },
  row: z.object({ ahead: column.count }),
  sql: (db, p) => `
    SELECT uniqExact(event_id) AS ahead FROM ${db.xapi}.xapi_events_all
    WHERE emission_time > now64(6) + toIntervalSecond(${p.seconds})`,
  example: { seconds: 60 },
});

/** Blocks with facts that no publish of their course ever had, by course; of courses that have a structure. */
export const unknownBlocks = defineQuery({
  name: 'unknown-blocks',
  params: {},
  row: z.object({ course_key: column.text, blocks: column.count }),
  sql: (db) => `
    SELECT toString(course_key) AS course_key, uniqExact(block_id) AS blocks
    FROM ${db.own}.block_totals FINAL
    WHERE learners > 0 AND block_id != course_key
      AND course_key IN (SELECT course_key FROM ${db.eventSink}.course_blocks)
      AND (toString(course_key), block_id) NOT IN (SELECT course_key, location FROM ${db.eventSink}.course_blocks)
    GROUP BY course_key ORDER BY blocks DESC, course_key`,
  example: {},
});

/** Courses that were published later than what their facts were computed by. */
export const publishesUncounted = defineQuery({
  name: 'publishes-uncounted',
  params: {},
  row: z.object({ course_key: column.text }),
  sql: (db) => `
    SELECT course_key FROM (
      SELECT course_key, max(concat(time_last_dumped, ' ', toString(dump_id))) AS version
      FROM ${db.eventSink}.course_blocks GROUP BY course_key)
    WHERE (concat('published ', course_key), version) NOT IN (SELECT name, value FROM ${db.own}.state FINAL)
    ORDER BY course_key`,
  example: {},
});

/** People who opened a panel since a day (such as 2026-03-02), by course; and the days on which anybody did. */
export const panelUse = defineQuery({
  name: 'panel-use',
  params: { since: 'Date' },
  row: z.object({ course_key: column.text, people: column.count, days: column.count }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key, uniqExact(person) AS people, uniqExact(day) AS days
    FROM ${db.own}.panel_use WHERE day >= ${p.since} GROUP BY course_key ORDER BY people DESC, course_key`,
  example: { since: '2026-03-02' },
});

/** People who opened any panel since a day. */
export const panelPeople = defineQuery({
  name: 'panel-people',
  params: { since: 'Date' },
  row: z.object({ people: column.count }),
  sql: (db, p) => `SELECT uniqExact(person) AS people FROM ${db.own}.panel_use WHERE day >= ${p.since}`,
  example: { since: '2026-03-02' },
});
