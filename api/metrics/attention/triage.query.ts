import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/** The last triage of each item of the lists of some courses. */
export const triages = defineQuery({
  name: 'attention-notes',
  params: { courses: 'Array(String)' },
  row: z.object({
    course_key: column.text,
    item: column.text,
    at: column.micros,
    status: column.text,
    note: column.text,
    author: column.text,
    evidence: column.text,
  }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course_key, item, toUnixTimestamp64Micro(attention_notes.at) AS at, status, note, author, evidence
    FROM ${db.own}.attention_notes
    WHERE course_key IN ${p.courses}
    ORDER BY course_key, item, attention_notes.at DESC, request_id DESC
    LIMIT 1 BY course_key, item`,
  example: { courses: ['course-v1:A+B+C'] },
});
export type Triage = Awaited<ReturnType<typeof triages.run>>[number];
