import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/** The last triage of each item of a course's list. */
export const triages = defineQuery({
  name: 'attention-notes',
  params: { course: 'String' },
  row: z.object({
    item: column.text,
    at: column.micros,
    status: column.text,
    note: column.text,
    author: column.text,
    evidence: column.text,
  }),
  sql: (db, p) => `
    SELECT item, toUnixTimestamp64Micro(attention_notes.at) AS at, status, note, author, evidence
    FROM ${db.own}.attention_notes
    WHERE course_key = ${p.course}
    ORDER BY item, attention_notes.at DESC, request_id DESC
    LIMIT 1 BY item`,
  example: { course: 'course-v1:A+B+C' },
});
