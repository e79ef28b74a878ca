import * as z from 'zod';
import type { Engine } from '../../store/engine';
import { identityLooks } from '../../observability/instruments';
import { column, defineQuery } from '../../store/query';

/** What the course team does here is written by these three; nothing else writes to their tables. */

/** That somebody looked at single learners. It is written before anything is disclosed: no record, no report. */
export const recordLook = async (
  engine: Engine,
  look: {
    readonly person: string;
    readonly username: string;
    readonly course: string;
    readonly action: 'learners' | 'learner' | 'export' | 'answer';
    readonly learner: string;
    readonly learners: number;
    readonly details: Record<string, unknown>;
    readonly requestId: string;
  },
): Promise<void> => {
  await engine.insert(`${engine.databases.own}.audit`, [
    {
      person: look.person,
      username: look.username,
      course_key: look.course,
      action: look.action,
      learner: look.learner,
      learners: look.learners,
      details: JSON.stringify(look.details),
      request_id: look.requestId,
    },
  ]);
  identityLooks.inc({ action: look.action });
};

/** What somebody says about a flag; '' takes it back. `at`: UTC text. */
export const recordFollowUp = (
  engine: Engine,
  said: {
    readonly course: string;
    readonly learner: string;
    readonly rule: string;
    readonly followUp: string;
    readonly at: string;
    readonly person: string;
    readonly username: string;
  },
): Promise<void> =>
  engine.insert(`${engine.databases.own}.mark_answers`, [
    {
      course_key: said.course,
      learner: said.learner,
      rule: said.rule,
      answer: said.followUp,
      at: said.at,
      person: said.person,
      username: said.username,
    },
  ]);

/** A note on the time axis; with no text it is taken off. `at`: UTC text. */
export const recordNote = (
  engine: Engine,
  note: {
    readonly course: string;
    readonly id: string;
    readonly day: string;
    readonly text: string;
    readonly at: string;
    readonly person: string;
    readonly username: string;
  },
): Promise<void> =>
  engine.insert(`${engine.databases.own}.course_notes`, [
    {
      course_key: note.course,
      id: note.id,
      day: note.day,
      text: note.text,
      at: note.at,
      person: note.person,
      username: note.username,
    },
  ]);

/** Notes on the time axis of a course. */
export const courseNotes = defineQuery({
  name: 'course-notes',
  params: { course: 'String' },
  row: z.object({
    id: column.text,
    day: column.text,
    text: column.text,
    person: column.text,
    username: column.text,
  }),
  sql: (db, p) => `
    SELECT toString(id) AS id, toString(day) AS day, text, person, username
    FROM ${db.own}.course_notes FINAL WHERE course_key = ${p.course} AND text != '' ORDER BY day, id`,
  example: { course: 'course-v1:A+B+C' },
});
