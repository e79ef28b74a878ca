import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/**
 * The versions of blocks of which one came after somebody had been in the course: when, what the block was called, and a hash of
 * what was in it ('' where that is not stored).
 */
export const blockEdits = defineQuery({
  name: 'block-edits',
  params: { course: 'String' },
  row: z.object({ block: column.text, at: column.maybeMicros, name: column.text, content: column.text }),
  sql: (db, p) => `
    WITH
    known AS (
      SELECT location, edited_on, toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull(edited_on, 6, 'UTC')) AS at,
             argMax(display_name, time_last_dumped) AS name
      FROM ${db.eventSink}.course_blocks WHERE course_key = ${p.course} GROUP BY location, edited_on),
    contents AS (
      SELECT block_id, edited_on, toString(cityHash64(argMax(block_contents.content, published_at))) AS hash
      FROM ${db.own}.block_contents WHERE course_key = ${p.course} AND part = '' AND content != ''
      GROUP BY block_id, edited_on),
    begun AS (
      SELECT toUnixTimestamp64Micro(min(first_at)) AS at FROM ${db.own}.facts FINAL
      WHERE course_key = ${p.course} AND block_id = ${p.course})
    SELECT known.location AS block, known.at AS at, name, ifNull(contents.hash, '') AS content
    FROM known LEFT JOIN contents ON contents.block_id = known.location AND contents.edited_on = known.edited_on
    WHERE known.location IN (SELECT location FROM known WHERE known.at > (SELECT begun.at FROM begun))
    ORDER BY block, at NULLS FIRST`,
  example: { course: 'course-v1:A+B+C' },
});

/**
 * Learners of blocks that were changed, by how many changes came before they did: before their first attempt at a problem, their
 * first play of a video, their arrival in a unit.
 */
export const learnersByVersion = defineQuery({
  name: 'learners-by-version',
  params: {
    course: 'String',
    registered_only: 'UInt8',
    blocks: 'Array(String)',
    times: 'Array(Int64)',
    units: 'Array(String)',
  },
  row: z.object({ block: column.text, version: column.count, learners: column.count }),
  sql: (db, p) => `
    WITH edits AS (
      SELECT edit.1 AS location, groupArray(edit.2) AS times
      FROM (SELECT arrayJoin(arrayZip(${p.blocks}, ${p.times})) AS edit) GROUP BY location)
    SELECT facts.block_id AS block,
           arrayCount(edit -> edit <= toUnixTimestamp64Micro(ifNull(first_try_at, first_at)), edits.times) AS version,
           count() AS learners
    FROM ${db.own}.facts AS facts FINAL INNER JOIN edits ON edits.location = facts.block_id
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0)
      AND (has(${p.units}, facts.block_id) OR (tried = 1 AND notEmpty(parts)) OR plays > 0)
    GROUP BY facts.block_id, version ORDER BY block, version`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, blocks: ['b'], times: [1], units: [] },
});

/**
 * First attempts at problems that were changed, by week (days since 1970 of its Monday): the numbers that the weeks of the
 * problem's panel are made of.
 */
export const firstAttemptWeeks = defineQuery({
  name: 'first-attempt-weeks',
  params: { course: 'String', registered_only: 'UInt8', blocks: 'Array(String)' },
  row: z.object({ block: column.text, week: column.number, learners: column.count }),
  sql: (db, p) => `
    SELECT block_id AS block, toInt32(day - positiveModulo(day + 3, 7)) AS week, count() AS learners
    FROM (
      SELECT block_id, toInt32(toDate32(assumeNotNull(first_try_at))) AS day FROM ${db.own}.facts FINAL
      WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND has(${p.blocks}, block_id)
        AND tried > 0 AND isNotNull(first_try_at))
    GROUP BY block_id, week ORDER BY block, week`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, blocks: ['b'] },
});

/**
 * Around units that were changed: how many of the learners of each version reached which of some units near it. A learner is of
 * the version that was there when they first came to any of these.
 */
export const unitVisits = defineQuery({
  name: 'unit-visits',
  params: {
    course: 'String',
    registered_only: 'UInt8',
    /** Pairs: a changed unit, and a unit near it (or itself). */
    units: 'Array(String)',
    near: 'Array(String)',
    cut_blocks: 'Array(String)',
    cut_times: 'Array(Int64)',
  },
  row: z.object({ unit: column.text, version: column.count, near: column.text, learners: column.count }),
  sql: (db, p) => `
    WITH
    pairs AS (SELECT pair.1 AS unit, pair.2 AS near FROM (SELECT arrayJoin(arrayZip(${p.units}, ${p.near})) AS pair)),
    cuts AS (
      SELECT cut.1 AS location, groupArray(cut.2) AS times
      FROM (SELECT arrayJoin(arrayZip(${p.cut_blocks}, ${p.cut_times})) AS cut) GROUP BY location),
    visits AS (
      SELECT pairs.unit AS unit, pairs.near AS near, learner, first_at
      FROM ${db.own}.facts AS facts FINAL INNER JOIN pairs ON pairs.near = facts.block_id
      WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND reached > 0),
    came AS (SELECT unit, learner, min(first_at) AS came_at FROM visits GROUP BY unit, learner)
    SELECT visits.unit AS unit, arrayCount(cut -> cut <= toUnixTimestamp64Micro(came_at), cuts.times) AS version, near,
           count() AS learners
    FROM visits INNER JOIN came ON came.unit = visits.unit AND came.learner = visits.learner
    LEFT JOIN cuts ON cuts.location = visits.unit
    GROUP BY visits.unit, version, near ORDER BY unit, version, near`,
  example: {
    course: 'course-v1:A+B+C',
    registered_only: 1,
    units: ['u'],
    near: ['v'],
    cut_blocks: ['u'],
    cut_times: [1],
  },
});
