import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { isCounted } from '../../store/queries/countedEvents';

/** How often events come in a course is taken from so many days. */
const LATELY_DAYS = 56;

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

/** The days on which anybody did anything, of the last eight weeks with events of each course; days since 1970. */
export const daysWithEvents = defineQuery({
  name: 'days-with-events',
  params: { courses: 'Array(String)', open: 'Array(String)' },
  row: z.object({ course_key: column.text, days: z.array(column.count) }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key,
           arraySort(arrayFilter(d -> d + ${LATELY_DAYS} > arrayMax(all), groupUniqArrayArray(arrayMap(d -> toUInt32(toUInt16(d)), days)) AS all)) AS days
    FROM ${db.own}.learner_activity FINAL
    WHERE course_key IN ${p.courses} AND (registered = 1 OR course_key IN ${p.open}) AND notEmpty(learner_activity.days)
    GROUP BY course_key ORDER BY course_key`,
  example: { courses: ['course-v1:A+B+C'], open: [] },
});

/** Which kinds of statements there are in some courses, and how many learners they are about. */
export const statementKinds = defineQuery({
  name: 'statement-kinds',
  params: { courses: 'Array(String)' },
  row: z.object({ verb: column.text, learners: column.count, statements: column.count, newest: column.micros }),
  sql: (db, p) => `
    SELECT toString(verb) AS verb, uniqExact(learner) AS learners, count() AS statements,
           toUnixTimestamp64Micro(max(events.time)) AS newest
    FROM ${db.own}.events WHERE course_key IN ${p.courses} AND ${isCounted(db.own)} GROUP BY verb ORDER BY verb`,
  example: { courses: ['course-v1:A+B+C'] },
});
