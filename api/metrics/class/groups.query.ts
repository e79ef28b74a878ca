import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { IN_POPULATION, DAYS_BEFORE, ENROLLED, LAST_ACTIVE_UNTIL, quarters } from '../kit/inPopulation';
import { OF_EACH_PLACE, PLACES, PLACES_EXAMPLE, REACH_ROW, reachColumns } from './reachInside';

/**
 * Learners of a course that count, apart by the group they are in. `by`: `state` as judged at `judged_at` (UTC text) or
 * later, `track` of the last enrolment, '' everybody in one.
 */
export const GROUPED = { course: 'String', registered_only: 'UInt8', by: 'String', judged_at: 'String' } as const;
export const GROUPED_EXAMPLE = {
  course: 'course-v1:A+B+C',
  registered_only: 1,
  by: 'state',
  judged_at: '2026-01-01 00:00:00',
};

/** With `learner`, `registered`, `enrolled`, `mode`. @param columns others of learner_activity that are needed */
export const grouped = (own: string, p: Record<keyof typeof GROUPED, string>, columns: string): string => `
  SELECT multiIf(${p.by} = 'track', toString(mode), ${p.by} = 'state', ifNull(states.state, ''), '') AS grp,
         own.learner AS learner, registered, enrolled, mode${columns === '' ? '' : `, ${columns}`}
  FROM (SELECT learner, registered, enrolled, mode${columns === '' ? '' : `, ${columns}`} FROM ${own}.learner_activity FINAL
        WHERE course_key = ${p.course} AND ${IN_POPULATION(p)}) AS own
  LEFT JOIN (SELECT learner, toString(state) AS state FROM ${own}.learner_states FINAL
             WHERE course_key = ${p.course} AND ${p.by} = 'state' AND computed_at >= toDateTime64(${p.judged_at}, 6, 'UTC')) AS states
    ON states.learner = own.learner`;

/** What came after the moment spoken of is no activity; seconds since 1970. */
const UNTIL = { ...GROUPED, at: 'UInt32' } as const;
const UNTIL_EXAMPLE = { ...GROUPED_EXAMPLE, at: 1 };

/** How each group stands. */
export const groupSums = defineQuery({
  name: 'group-sums',
  params: UNTIL,
  row: z.object({
    grp: column.text,
    learners: column.count,
    started: column.count,
    triers: column.count,
    passed: column.count,
    n_done: column.count,
    any_done: column.count,
    units_done: column.count,
    graded: column.count,
  }),
  sql: (db, p) => `
    SELECT grp, count() AS learners, countIf(first_active > 0 AND first_active <= ${p.at}) AS started, countIf(tried > 0) AS triers,
           countIf(notEmpty(passes) AND passes[-1].2 = 1) AS passed,
           countIf(done_at > 0) AS n_done, countIf(done > 0) AS any_done, countIf(units_at > 0) AS units_done, countIf(isNotNull(grade)) AS graded
    FROM (${grouped(db.own, p, 'first_active, tried, passes, done, done_at, units_at, grade')})
    GROUP BY grp ORDER BY grp`,
  example: UNTIL_EXAMPLE,
});

/** The middle half of the grades of learners in any of some groups; of all, where none is named. */
export const groupGrades = defineQuery({
  name: 'group-grades',
  params: { ...GROUPED, groups: 'Array(String)' },
  row: z.object({ graded: column.count, grades: quarters }),
  sql: (db, p) => `
    SELECT count() AS graded, quantilesExact(0.25, 0.5, 0.75)(assumeNotNull(grade)) AS grades
    FROM (${grouped(db.own, p, 'grade')})
    WHERE isNotNull(grade) AND (empty(${p.groups}) OR grp IN ${p.groups})`,
  example: { ...GROUPED_EXAMPLE, groups: [] },
});

/** Per group, section and subsection: learners with at least one and with all of its units, problems, videos. */
export const groupReach = defineQuery({
  name: 'group-reach',
  params: { ...GROUPED, ...PLACES },
  row: z.object({ grp: column.text, ...REACH_ROW }),
  sql: (db, p) => `
    SELECT grp, ${reachColumns(p)}
    FROM (${grouped(db.own, p, 'places, place_units, place_problems, place_videos')}) ${OF_EACH_PLACE}
    WHERE place IN ${p.places}
    GROUP BY grp, place ORDER BY grp, place`,
  example: { ...GROUPED_EXAMPLE, ...PLACES_EXAMPLE },
});

/** Per group and week (the Monday it begins on): learners who did anything. */
export const groupWeeks = defineQuery({
  name: 'group-weeks',
  params: UNTIL,
  row: z.object({ grp: column.text, week: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT grp, toString(week) AS week, count() AS learners
    FROM (SELECT grp, arrayJoin(arrayDistinct(arrayMap(d -> toMonday(d), ${DAYS_BEFORE(p.at)}))) AS week
          FROM (${grouped(db.own, p, 'days')}))
    GROUP BY grp, week ORDER BY grp, week`,
  example: UNTIL_EXAMPLE,
});

/**
 * Per group, learners by step: tenth of the course grade (`grade`); and of who is enrolled now by days since the last visit
 * before `at` (`visit`: the first of `limits` that is not passed, else their number; one more for never), by the week of the
 * first registration (`enrolled`), by track (`track`).
 */
export const groupSteps = defineQuery({
  name: 'group-steps',
  params: { ...UNTIL, limits: 'Array(UInt32)' },
  row: z.object({
    grp: column.text,
    what: z.enum(['grade', 'visit', 'enrolled', 'track']),
    step: column.text,
    learners: column.count,
  }),
  sql: (db, p) => `
    SELECT grp, one.1 AS what, one.2 AS step, count() AS learners
    FROM (
      SELECT grp, arrayJoin(arrayFilter(one -> one.3, [
        ('grade', toString(toUInt8(least(9, floor(ifNull(grade, 0) * 10 + 1e-9)))), isNotNull(grade)),
        ('visit', toString(if(visited_at = 0, length(${p.limits}) + 1,
                              arrayFirstIndex(d -> toInt64(${p.at}) - visited_at <= d * 86400, arrayPushBack(${p.limits}, toUInt32(100000))) - 1)),
                  toBool(${ENROLLED(p)})),
        ('enrolled', toString(toMonday(toDateTime(registered_at, 'UTC'))), ${ENROLLED(p)} AND registered_at > 0),
        ('track', toString(mode), toBool(${ENROLLED(p)}))])) AS one
      FROM (SELECT *, ${LAST_ACTIVE_UNTIL(p.at)} AS visited_at
            FROM (${grouped(db.own, p, 'grade, first_active, last_active, days, registered_at')})))
    GROUP BY grp, what, step ORDER BY grp, what, step`,
  example: { ...UNTIL_EXAMPLE, limits: [7] },
});
