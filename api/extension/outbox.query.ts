import * as z from 'zod';
import { column, defineQuery } from '../store/query';

/** What jobs want done in the world, of one extension or, for '', of all: what nobody has fetched yet, oldest first. */
export const waitingEffects = defineQuery({
  name: 'extension-waiting-effects',
  params: { name: 'String' },
  row: z.object({
    name: column.text,
    job: column.text,
    course: column.text,
    scheduled: column.number,
    number: column.number,
    effect: column.text,
  }),
  sql: (db, p) => `
    SELECT toString(name) AS name, toString(job) AS job, toString(course_key) AS course, toFloat64(scheduled) AS scheduled, number, effect
    FROM ${db.own}.extension_outbox FINAL
    WHERE state = 'intended' AND (${p.name} = '' OR name = ${p.name}) ORDER BY scheduled, name, job, course, number`,
  example: { name: '' },
});

/** What a run of a job left: how many effects, fetched or not, and what it keeps; '' for nothing. */
export const leftByRun = defineQuery({
  name: 'extension-left-by-run',
  params: { name: 'String', job: 'String', course: 'String', scheduled: 'Int64' },
  row: z.object({ rows: column.count, kept: column.text }),
  sql: (db, p) => `
    SELECT count() AS rows, anyIf(effect, state = 'kept') AS kept FROM ${db.own}.extension_outbox FINAL
    WHERE name = ${p.name} AND job = ${p.job} AND course_key = ${p.course} AND scheduled = ${p.scheduled}`,
  example: { name: 'acme/x', job: 'j', course: '', scheduled: 0 },
});
