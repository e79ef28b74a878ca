import * as z from 'zod';
import { column, defineQuery } from '../clickhouse/query';
import type { Databases } from '../config/config';

/**
 * What a panel needs beside the facts, of small tables and at once: each query costs the engine a millisecond or two
 * whatever it reads. Rows by what they tell:
 * - `learners`: how many there are of a course (number), by whether they ever registered (name, 1 or 0)
 * - `edit`: when the block was changed (name), as each publish tells
 * - `difficulty`: as last computed (text, at: number), of the block and of the course ('')
 * - `content`: what the block said as of the latest publish that told; of several at one time, that with the largest
 *   dump id; '' where none told
 */
const row = z.object({
  what: z.enum(['learners', 'edit', 'difficulty', 'content']),
  name: column.text,
  number: column.micros,
  text: column.text,
});
const params = { course: 'String', block: 'String' } as const;
type P = Record<keyof typeof params, string>;

const learners = (db: Databases, p: P): string => `
  SELECT 'learners' AS what, toString(registered) AS name, toInt64(learners) AS number, '' AS text
  FROM ${db.own}.block_totals FINAL
  WHERE course_key = ${p.course} AND block_id = ${p.course} AND learners > 0`;

const edits = (db: Databases, p: P): string => `
  SELECT DISTINCT 'edit', edited_on, 0, '' FROM ${db.eventSink}.course_blocks
  WHERE course_key = ${p.course} AND location = ${p.block} AND edited_on != ''`;

const difficulty = (db: Databases, p: P): string => `
  SELECT 'difficulty', block_id, toUnixTimestamp64Micro(computed_at), model FROM ${db.own}.course_models FINAL
  WHERE course_key = ${p.course} AND name = 'difficulty' AND (block_id = '' OR block_id = ${p.block})`;

const content = (db: Databases, p: P): string => `
  SELECT 'content', '', 0, argMax(content, (published_at, dump_id)) FROM ${db.own}.block_contents
  WHERE course_key = ${p.course} AND block_id = ${p.block} AND part = '' AND content != ''`;

export const problemInputs = defineQuery({
  name: 'problem-inputs',
  params,
  row,
  sql: (db, p) => [learners, edits, difficulty, content].map((of) => of(db, p)).join(' UNION ALL '),
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x' },
});

export const videoInputs = defineQuery({
  name: 'video-inputs',
  params,
  row,
  sql: (db, p) => [learners, content].map((of) => of(db, p)).join(' UNION ALL '),
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@video+block@x' },
});
