import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { IN_POPULATION, IN_POPULATIONS, quarters } from '../kit/inPopulation';
import { OF_EACH_PLACE, PLACES, PLACES_EXAMPLE, REACH_ROW, reachColumns } from './reachInside';

/**
 * Per section, subsection and ('') the course: learners with at least one and with all of its units, problems, videos.
 * The numbers of each are given in the order of `places`.
 */
export const reachedInside = defineQuery({
  name: 'reached-inside',
  params: { course: 'String', registered_only: 'UInt8', ...PLACES },
  row: z.object(REACH_ROW),
  sql: (db, p) => `
    SELECT ${reachColumns(p)}
    FROM ${db.own}.learner_activity FINAL ${OF_EACH_PLACE}
    WHERE course_key = ${p.course} AND ${IN_POPULATION(p)}
    GROUP BY place ORDER BY place`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, ...PLACES_EXAMPLE },
});

/** Learners by tenth: of the course grade, and of what they completed of `of` blocks (units: of what they reached). */
export const tenths = defineQuery({
  name: 'tenths',
  params: { courses: 'Array(String)', open: 'Array(String)', blocks: 'Array(UInt32)', units: 'Array(UInt32)' },
  row: z.object({
    course_key: column.text,
    what: z.enum(['grade', 'done', 'units']),
    tenth: column.number,
    learners: column.count,
    total: column.number,
  }),
  sql: (db, p) => `
    SELECT course_key, one.1 AS what, toUInt8(least(9, floor(one.2 * 10 + 1e-9))) AS tenth, count() AS learners, sum(one.2) AS total
    FROM (
      WITH transform(toString(course_key), ${p.courses}, ${p.blocks}, toUInt32(0)) AS all_blocks,
           transform(toString(course_key), ${p.courses}, ${p.units}, toUInt32(0)) AS all_units
      SELECT toString(course_key) AS course_key, arrayJoin(arrayFilter(one -> one.3, [
        ('grade', ifNull(grade, 0), isNotNull(grade)),
        ('done', least(1, learner_activity.done / greatest(all_blocks, 1)), toBool(first_active > 0)),
        ('units', least(1, length(units) / greatest(all_units, 1)), toBool(first_active > 0))])) AS one
      FROM ${db.own}.learner_activity FINAL
      WHERE course_key IN ${p.courses} AND ${IN_POPULATIONS(p)})
    GROUP BY course_key, what, tenth ORDER BY course_key, what, tenth`,
  example: { courses: ['course-v1:A+B+C'], open: [], blocks: [1], units: [1] },
});

/**
 * The middle half of the learners who did anything in the course: of the course, and of each section (place '' is the
 * course). Who did nothing in a section counts there with 0.
 */
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
  sql: (db, p) => {
    const quartersOf = (column: string): string =>
      `arrayReduce('quantilesExact(0.25, 0.5, 0.75)', arrayResize(groupArray(${column}), assumeNotNull(active), 0))`;
    return `
    WITH (SELECT count() FROM ${db.own}.learner_activity FINAL
          WHERE course_key = ${p.course} AND ${IN_POPULATION(p)} AND first_active > 0) AS active
    SELECT toString(place) AS place, assumeNotNull(active) AS learners, ${quartersOf('u')} AS units, ${quartersOf('r')} AS problems,
           ${quartersOf('v')} AS videos
    FROM ${db.own}.learner_activity FINAL
    ARRAY JOIN places AS place, place_units AS u, place_problems AS r, place_videos AS v
    WHERE course_key = ${p.course} AND ${IN_POPULATION(p)} AND first_active > 0
    GROUP BY place ORDER BY place`;
  },
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
    WHERE course_key = ${p.course} AND ${IN_POPULATION(p)} AND first_active > 0`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, units: 1 },
});
