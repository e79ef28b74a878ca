import * as z from 'zod';
import { column, defineQuery } from '../../api/store/query';

/** Who looked at single learners of a course, newest first. */
export const auditOf = defineQuery({
  name: 'audit-of',
  params: { course: 'String', limit: 'UInt32' },
  row: z.object({
    at: column.micros,
    person: column.text,
    username: column.text,
    action: column.text,
    learner: column.text,
    learners: column.number,
    details: column.text,
  }),
  sql: (db, p) => `
    SELECT toUnixTimestamp64Micro(audit.at) AS at, person, username, toString(action) AS action, learner, learners, details
    FROM ${db.own}.audit WHERE course_key = ${p.course} ORDER BY audit.at DESC, action LIMIT ${p.limit}`,
  example: { course: 'course-v1:A+B+C', limit: 10 },
});
