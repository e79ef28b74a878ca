import * as z from 'zod';
import { column, defineQuery } from '../query';
import { typedSelect } from '../typed';
import type { Databases } from '../../config/config';

/**
 * At which times (microseconds) statements with these ids may be stored, and the hashes of their ids: the look-up knows
 * no more, so there may be others among them, but none is missing.
 */
export const storedTimes = defineQuery({
  name: 'stored-times',
  params: { ids: 'Array(UUID)' },
  row: z.object({ time: column.micros, hash: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT toUnixTimestamp64Micro(statement_times.time) AS time, toString(id_hash) AS hash
    FROM ${db.own}.statement_times
    WHERE id_hash IN (SELECT cityHash64(arrayJoin(${p.ids}))) ORDER BY time, hash`,
  example: { ids: ['00000000-0000-0000-0000-000000000000'] },
});

const body = z.object({ id: column.text, time: column.micros, event: column.text });

const bodiesAt = (db: Databases, times: string): string => `
    SELECT event_id AS id, toUnixTimestamp64Micro(toDateTime64(emission_time, 6, 'UTC')) AS time, event
    FROM ${db.xapi}.xapi_events_all FINAL
    WHERE emission_time IN (SELECT fromUnixTimestamp64Micro(arrayJoin(${times}), 'UTC'))`;

/** The stored text of these statements at these times. */
export const storedBodies = defineQuery({
  name: 'stored-bodies',
  params: { ids: 'Array(UUID)', times: 'Array(Int64)' },
  row: body,
  sql: (db, p) => `${bodiesAt(db, p.times)} AND event_id IN ${p.ids} ORDER BY id, time, event`,
  example: { ids: ['00000000-0000-0000-0000-000000000000'], times: [0] },
});

/** The stored text of the statements at these times whose ids have these hashes; see `storedTimes`. */
export const storedHashed = defineQuery({
  name: 'stored-hashed',
  params: { hashes: 'Array(String)', times: 'Array(Int64)' },
  row: body,
  sql: (db, p) => `${bodiesAt(db, p.times)} AND toString(cityHash64(event_id)) IN ${p.hashes} ORDER BY id, time, event`,
  example: { hashes: ['0'], times: [0] },
});

/**
 * Which learner's history in which course each statement belongs to, by its place from 1; no row where to none. The
 * typed row has no column for the place, so its time carries it.
 */
export const ownersOf = defineQuery({
  name: 'owners-of',
  params: { events: 'Array(String)' },
  row: z.object({ place: column.count, course_key: column.text, learner: column.text }),
  sql: (db, p) => `
    SELECT toUInt64(toUnixTimestamp64Micro(time)) AS place, toString(course_key) AS course_key, learner
    FROM (${typedSelect(
      db.own,
      `(
      SELECT toUUID('00000000-0000-0000-0000-000000000000') AS event_id,
             fromUnixTimestamp64Micro(toInt64(one.1), 'UTC') AS emission_time, one.2 AS event
      FROM (SELECT arrayJoin(arrayZip(arrayEnumerate(${p.events}), ${p.events})) AS one))`,
    )})
    ORDER BY place`,
  example: { events: ['{}'] },
});

/** How much is stored, how old and how new. */
export const storedTotals = defineQuery({
  name: 'stored-totals',
  params: {},
  row: z.object({ statements: column.count, oldest: column.micros, newest: column.micros }),
  sql: (db) => `
    SELECT count() AS statements, toUnixTimestamp64Micro(toDateTime64(min(emission_time), 6, 'UTC')) AS oldest,
           toUnixTimestamp64Micro(toDateTime64(max(emission_time), 6, 'UTC')) AS newest
    FROM ${db.xapi}.xapi_events_all`,
  example: {},
});

/** Of a sample of the stored statements, one in so many: how many the typed tables do not know. */
export const untypedSample = defineQuery({
  name: 'untyped-sample',
  params: { one_in: 'UInt64' },
  row: z.object({ missing: column.count, looked: column.count }),
  sql: (db, p) => `
    SELECT countIf(hash NOT IN (SELECT id_hash FROM ${db.own}.statement_times WHERE id_hash % ${p.one_in} = 0)) AS missing,
           count() AS looked
    FROM (
      SELECT DISTINCT cityHash64(event_id) AS hash FROM ${db.xapi}.xapi_events_all
      WHERE cityHash64(event_id) % ${p.one_in} = 0)`,
  example: { one_in: 1 },
});

/** Statements that lost against another with the same id. */
export const conflictTotal = defineQuery({
  name: 'conflict-total',
  params: {},
  row: z.object({ conflicts: column.count }),
  sql: (db) => `SELECT count() AS conflicts FROM ${db.own}.conflicts FINAL`,
  example: {},
});

/** The months (such as 202603) in which statements happened. */
export const storedMonths = defineQuery({
  name: 'stored-months',
  params: {},
  row: z.object({ month: column.number, statements: column.count }),
  sql: (db) => `
    SELECT toYYYYMM(emission_time) AS month, count() AS statements
    FROM ${db.xapi}.xapi_events_all GROUP BY month ORDER BY month`,
  example: {},
});

/** The days (UTC, counted from 1 January 1970) on which statements happened, and how many, before a moment (microseconds); newest first. */
export const storedDays = defineQuery({
  name: 'stored-days',
  params: { before: 'Int64' },
  row: z.object({ day: z.number().int(), statements: column.count }),
  sql: (db, p) => `
    SELECT toInt32(toDate32(toDateTime64(emission_time, 6, 'UTC'))) AS day, count() AS statements
    FROM ${db.xapi}.xapi_events_all
    WHERE emission_time < fromUnixTimestamp64Micro(${p.before}, 'UTC') GROUP BY day ORDER BY day DESC`,
  example: { before: 0 },
});
