import * as z from 'zod';
import { LEARNER_WEEKS } from '@marginalia/contract';
import { column, defineQuery } from '../../store/query';

const date = z.string();

const FILTERS = {
  course: 'String',
  at: 'String',
  registered_only: 'UInt8',
  enrolled: 'UInt8',
  state: 'String',
  rule: 'String',
  flagged: 'UInt8',
  section: 'String',
  track: 'String',
  since: 'String',
  said: 'String',
  search: 'String',
  units: 'UInt32',
} as const;
type Named = Record<keyof typeof FILTERS, string>;

/** Names by learner id, as the LMS's sinks wrote them last; nobody where these tables are empty. */
const people = (sink: string): string => `
  SELECT ids.learner AS learner, ids.user_id AS user_id, ids.username AS username, profiles.name AS name, profiles.email AS email
  FROM (SELECT toString(external_user_id) AS learner, argMax(external_id.username, (time_last_dumped, external_id.username)) AS username,
               argMax(external_id.user_id, (time_last_dumped, external_id.username)) AS user_id
        FROM ${sink}.external_id GROUP BY learner) AS ids
  LEFT JOIN (SELECT user_id, argMax(user_profile.name, (time_last_dumped, user_profile.name)) AS name, argMax(user_profile.email, (time_last_dumped, user_profile.email)) AS email
             FROM ${sink}.user_profile GROUP BY user_id) AS profiles ON profiles.user_id = ids.user_id`;

/** Active days in each of the last weeks of seven days, the newest last. */
const weeksOf = (day: string): string => `
  arrayMap(week -> arrayCount(d -> intDiv(toInt64(${day}) - toInt64(toUInt16(d)), 7) = week AND toUInt16(d) <= ${day}, days),
           reverse(range(${LEARNER_WEEKS})))`;

/** The learners that the filters leave, each with its state; '' and 0 ask for nothing. */
const listed = (own: string, sink: string, p: Named, columns = ''): string => `
  FROM (
    SELECT learner, ${columns} enrolled, toString(mode) AS track, registered_at, last_active, length(days) AS active_days,
           length(units) / greatest(${p.units}, 1) AS progress, tried, first_right, ever_right, grade,
           if(empty(passes), NULL, passes[-1].2) AS passed
    FROM ${own}.learner_activity FINAL
    WHERE course_key = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0)
      AND (${p.enrolled} = 0 OR enrolled = 1 OR ${p.registered_only} = 0) AND (${p.track} = '' OR mode = ${p.track})
  ) AS own
  LEFT JOIN (
    SELECT learner, toString(state) AS state, state_rank, rules, since, sections, marks
    FROM ${own}.learner_states FINAL
    WHERE course_key = ${p.course} AND computed_at >= toDateTime64(${p.at}, 6, 'UTC')
  ) AS states ON states.learner = own.learner
  LEFT JOIN (${people(sink)}) AS people ON people.learner = own.learner
  WHERE (${p.state} = '' OR states.state = ${p.state})
    AND (${p.rule} = '' OR has(ifNull(states.rules, []), ${p.rule}))
    AND (${p.flagged} != 1 OR notEmpty(ifNull(states.rules, [])))
    AND (${p.flagged} != 2 OR (states.state IS NOT NULL AND empty(ifNull(states.rules, [])) AND states.state != 'not_enough_evidence'))
    AND (${p.section} = '' OR has(ifNull(states.sections, []), ${p.section}))
    AND (${p.since} = '' OR arrayExists((rule, day) -> (${p.rule} = '' OR rule = ${p.rule}) AND day >= toDate(if(${p.since} = '', '2100-01-01', ${p.since})),
           ifNull(states.rules, []), ifNull(states.since, [])))
    AND (${p.said} = '' OR own.learner IN (
           SELECT learner FROM ${own}.mark_answers FINAL WHERE course_key = ${p.course} AND answer = ${p.said}))
    AND (${p.search} = '' OR own.learner = ${p.search}
         OR positionCaseInsensitiveUTF8(concat(ifNull(people.username, ''), ' ', ifNull(people.name, ''), ' ', ifNull(people.email, '')), ${p.search}) > 0)`;

/** Learners about one of whose flags the team said something since it came up; nobody where they are not sorted by that. */
const answered = (own: string, p: Pick<Named, 'course'> & { readonly sort: string }): string => `
  SELECT flags.learner
  FROM (SELECT learner, rule, since_day FROM ${own}.learner_states FINAL ARRAY JOIN rules AS rule, since AS since_day
        WHERE course_key = ${p.course} AND ${p.sort} = 'state') AS flags
  INNER JOIN (SELECT learner, toString(rule) AS rule, toDate(mark_answers.at, 'UTC') AS day FROM ${own}.mark_answers FINAL
              WHERE course_key = ${p.course} AND ${p.sort} = 'state' AND answer != '') AS said
    ON said.learner = flags.learner AND said.rule = flags.rule
  WHERE said.day >= flags.since_day`;

/** Filters that leave everybody of a course without a structure in which nobody is judged yet. */
export const EVERYBODY = {
  at: '1970-01-01 00:00:00',
  registered_only: 1,
  enrolled: 1,
  state: '',
  rule: '',
  flagged: 0,
  section: '',
  track: '',
  since: '',
  said: '',
  search: '',
  units: 1,
} as const;

/**
 * One page of a course's learners, sorted and cut by the database. `sort` names a column, `down` 1 turns it round. `day`:
 * the last day of the last week (days since 1970).
 */
export const learnerPage = defineQuery({
  name: 'learner-page',
  params: { ...FILTERS, day: 'UInt32', sort: 'String', down: 'UInt8', limit: 'UInt32', offset: 'UInt32' },
  row: z.object({
    learner: column.text,
    user_id: column.maybeNumber,
    username: z.nullable(column.text),
    name: z.nullable(column.text),
    email: z.nullable(column.text),
    enrolled: column.flag,
    track: column.text,
    registered_at: column.number,
    last_active: column.number,
    active_days: column.count,
    weeks: z.array(column.count),
    progress: column.number,
    tried: column.number,
    first_right: column.number,
    ever_right: column.number,
    grade: column.maybeNumber,
    passed: column.maybeNumber,
    state: z.nullable(column.text),
    since: z.nullable(z.array(date)),
    marks: z.nullable(column.text),
  }),
  sql: (db, p) => `
    SELECT own.learner AS learner, people.user_id AS user_id, people.username AS username, people.name AS name, people.email AS email, enrolled, track,
           registered_at, last_active, active_days, ${weeksOf(p.day)} AS weeks, progress, tried, first_right, ever_right, grade, passed,
           states.state AS state, states.since AS since, states.marks AS marks,
           multiIf(${p.sort} = 'name', NULL,
                   ${p.sort} = 'lastActive', toFloat64(last_active), ${p.sort} = 'registered', toFloat64(registered_at),
                   ${p.sort} = 'progress', progress, ${p.sort} = 'tried', toFloat64(tried),
                   ${p.sort} = 'firstTry', if(tried > 0, first_right / tried, NULL), ${p.sort} = 'grade', grade,
                   ${p.sort} = 'activeDays', toFloat64(active_days), toFloat64(states.state_rank)) AS sorted,
           if(${p.sort} = 'name', lowerUTF8(coalesce(people.name, people.username, own.learner)), '') AS sorted_text
    ${listed(db.own, db.eventSink, p, 'days,')}
    ORDER BY isNull(sorted), if(${p.down} = 1, -sorted, sorted),
             if(${p.down} = 1, '', sorted_text), if(${p.down} = 1, sorted_text, '') DESC,
             -- of one state, who still waits for an answer comes first, and of these who was flagged last
             ${p.sort} = 'state' AND own.learner IN (${answered(db.own, p)}),
             if(${p.sort} = 'state', arrayMax(ifNull(states.since, [])), toDate(0)) DESC, learner
    LIMIT ${p.limit} OFFSET ${p.offset}`,
  example: {
    ...EVERYBODY,
    course: 'course-v1:A+B+C',
    day: 20_000,
    sort: 'state',
    down: 0,
    limit: 10,
    offset: 0,
  },
});

/** How many learners the filters leave. */
export const learnerCount = defineQuery({
  name: 'learner-count',
  params: FILTERS,
  row: z.object({ learners: column.count }),
  sql: (db, p) => `SELECT count() AS learners ${listed(db.own, db.eventSink, p)}`,
  example: { ...EVERYBODY, course: 'course-v1:A+B+C' },
});

/** Tracks that learners of a course are or were in. */
export const tracksOf = defineQuery({
  name: 'tracks-of',
  params: { course: 'String' },
  row: z.object({ track: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT toString(mode) AS track FROM ${db.own}.learner_activity FINAL
    WHERE course_key = ${p.course} AND mode != '' ORDER BY track`,
  example: { course: 'course-v1:A+B+C' },
});

/** What was last said about each flag of a course; of one learner, or ('') of everybody. */
export const followUps = defineQuery({
  name: 'follow-ups',
  params: { course: 'String', learners: 'Array(String)' },
  row: z.object({
    learner: column.text,
    rule: column.text,
    answer: column.text,
    at: column.micros,
    username: column.text,
  }),
  sql: (db, p) => `
    SELECT learner, toString(rule) AS rule, toString(answer) AS answer, toUnixTimestamp64Micro(mark_answers.at) AS at, username
    FROM ${db.own}.mark_answers FINAL
    WHERE course_key = ${p.course} AND learner IN ${p.learners} AND answer != ''
    ORDER BY learner, rule`,
  example: { course: 'course-v1:A+B+C', learners: ['l'] },
});

/** How the flags of each rule were followed up. */
export const followUpsByRule = defineQuery({
  name: 'answers-by-rule',
  params: { course: 'String' },
  row: z.object({ rule: column.text, contacted: column.count, fine: column.count, wrong: column.count }),
  sql: (db, p) => `
    SELECT toString(rule) AS rule, countIf(answer = 'contacted') AS contacted, countIf(answer = 'fine') AS fine,
           countIf(answer = 'wrong') AS wrong
    FROM ${db.own}.mark_answers FINAL WHERE course_key = ${p.course} GROUP BY rule ORDER BY rule`,
  example: { course: 'course-v1:A+B+C' },
});
