import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import type { LearnerActivity } from '../../facts/activity';

const date = z.string().transform((text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000);

/** Columns of one learner's activity, and how they are read. */
const ACTIVITY_COLUMNS = `
  learner, registered, enrolled, toString(mode) AS mode, registered_at, moves, first_active, last_active,
  toString(last_block) AS last_block, toString(last_verb) AS last_verb, days, video_days, problem_days, tried, first_right,
  ever_right, watched_seconds, problems, units, places, place_units, place_problems, place_right, place_videos, done,
  done_at, units_at, grade, passes`;

const activityOf = z
  .object({
    learner: column.text,
    registered: column.flag,
    enrolled: column.flag,
    mode: column.text,
    registered_at: column.number,
    moves: z.array(z.object({ at: column.number, enrolled: column.flag, mode: column.text })),
    first_active: column.number,
    last_active: column.number,
    last_block: column.text,
    last_verb: column.text,
    days: z.array(date),
    video_days: z.array(date),
    problem_days: z.array(date),
    tried: column.number,
    first_right: column.number,
    ever_right: column.number,
    watched_seconds: column.number,
    problems: z.array(
      z.object({
        block: column.text,
        right: column.flag,
        right_at: column.number,
        help_at: column.number,
        shown_at: column.number,
        latency: column.number,
        submissions: z.array(column.number),
      }),
    ),
    units: z.array(z.object({ unit: column.text, at: column.number })),
    places: z.array(column.text),
    place_units: z.array(column.number),
    place_problems: z.array(column.number),
    place_right: z.array(column.number),
    place_videos: z.array(column.number),
    done: column.number,
    done_at: column.number,
    units_at: column.number,
    grade: column.maybeNumber,
    passes: z.array(z.object({ at: column.number, passed: column.flag })),
  })
  .transform((row): { learner: string; activity: LearnerActivity } => ({
    learner: row.learner,
    activity: {
      registered: row.registered,
      enrolled: row.enrolled,
      mode: row.mode,
      registeredAt: row.registered_at,
      moves: row.moves,
      firstActive: row.first_active,
      lastActive: row.last_active,
      lastBlock: row.last_block,
      lastVerb: row.last_verb,
      days: row.days,
      videoDays: row.video_days,
      problemDays: row.problem_days,
      tried: row.tried,
      firstRight: row.first_right,
      everRight: row.ever_right,
      watchedSeconds: row.watched_seconds,
      problems: row.problems.map((one) => ({
        block: one.block,
        right: one.right,
        rightAt: one.right_at,
        helpAt: one.help_at,
        shownAt: one.shown_at,
        latency: one.latency < 0 ? null : one.latency,
        submissions: one.submissions,
      })),
      units: row.units,
      places: row.places.map((place, at) => ({
        place,
        units: row.place_units[at] ?? 0,
        problems: row.place_problems[at] ?? 0,
        right: row.place_right[at] ?? 0,
        videos: row.place_videos[at] ?? 0,
      })),
      done: row.done,
      doneAt: row.done_at,
      unitsAt: row.units_at,
      grade: row.grade,
      passes: row.passes,
    },
  }));

/** Learners of a course with all they did, a page at a time in order. `registered_only` 1: those ever registered. */
export const activities = defineQuery({
  name: 'learner-activities',
  params: { course: 'String', registered_only: 'UInt8', after: 'String', limit: 'UInt32' },
  row: activityOf,
  sql: (db, p) => `
    SELECT ${ACTIVITY_COLUMNS} FROM ${db.own}.learner_activity FINAL
    WHERE course_key = ${p.course} AND learner > ${p.after} AND (registered = 1 OR ${p.registered_only} = 0)
    ORDER BY learner LIMIT ${p.limit}`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, after: '', limit: 10 },
});

/** One learner of a course, registered or not. */
export const activityOfLearner = defineQuery({
  name: 'learner-activity',
  params: { course: 'String', learner: 'String' },
  row: activityOf,
  sql: (db, p) => `
    SELECT ${ACTIVITY_COLUMNS} FROM ${db.own}.learner_activity FINAL
    WHERE course_key = ${p.course} AND learner = ${p.learner}`,
  example: { course: 'course-v1:A+B+C', learner: 'l' },
});

/**
 * First attempts of a course by problem, of the learners that count: what sections are compared with. They are counted
 * by days that end `phase` seconds after midnight (UTC), once for each of `phases`: those of day d came after that hour
 * of day d - 1, and not after that of day d (days since 1970).
 */
export const firstTriesByDay = defineQuery({
  name: 'first-tries-by-day',
  params: { course: 'String', registered_only: 'UInt8', phases: 'Array(UInt32)' },
  row: z.object({
    block: column.text,
    phase: column.number,
    day: column.number,
    tried: column.count,
    n_right: column.count,
  }),
  sql: (db, p) => `
    SELECT toString(one.1) AS block, arrayJoin(${p.phases}) AS phase,
           toUInt32(intDiv(toInt64(arrayMin(one.7)) - phase + 86399, 86400)) AS day, count() AS tried, sum(one.2) AS n_right
    FROM ${db.own}.learner_activity FINAL ARRAY JOIN problems AS one
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0) AND notEmpty(one.7)
    GROUP BY block, phase, day ORDER BY block, phase, day`,
  example: { course: 'course-v1:A+B+C', registered_only: 1, phases: [0] },
});

/** Whether completion is sent in a course: somebody who counts completed a block that can be. */
export const sendsCompletion = defineQuery({
  name: 'sends-completion',
  params: { course: 'String', registered_only: 'UInt8' },
  row: z.object({ any_done: column.flag }),
  sql: (db, p) => `
    SELECT max(done > 0) AS any_done FROM ${db.own}.learner_activity FINAL
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0)`,
  example: { course: 'course-v1:A+B+C', registered_only: 1 },
});

/** Of every course: the newest version among its learners, whether anybody ever registered, how many, the last activity. */
export const activityVersions = defineQuery({
  name: 'activity-versions',
  params: { courses: 'Array(String)' },
  row: z.object({
    course_key: column.text,
    version: column.micros,
    registered: column.flag,
    learners: column.count,
    first_active: column.number,
    last_active: column.number,
  }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key, max(learner_activity.version) AS version, max(registered) AS registered,
           count() AS learners, minIf(first_active, first_active > 0) AS first_active, max(last_active) AS last_active
    FROM ${db.own}.learner_activity FINAL
    WHERE empty(${p.courses}) OR course_key IN ${p.courses}
    GROUP BY course_key ORDER BY course_key`,
  example: { courses: [] },
});
