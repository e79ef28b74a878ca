import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import type { Databases } from '../../config/config';

/**
 * What a panel needs besides the facts, of small tables and at once: each query costs the engine a millisecond or two
 * whatever it reads. Rows by what they state:
 * - `edit`: when the block was changed (name), as each publish states it
 * - `difficulty`: as last computed (text; number: when), of the block and of the course ('')
 * - `content`: what the block said as of the latest publish that says so; of several at one time, that with the largest
 *   dump id; '' where none does
 */
const row = z.object({
  what: z.enum(['edit', 'difficulty', 'content']),
  name: column.text,
  number: column.micros,
  text: column.text,
});
const params = { course: 'String', block: 'String' } as const;
type P = Record<keyof typeof params, string>;

const edits = (db: Databases, p: P): string => `
  SELECT DISTINCT 'edit' AS what, edited_on AS name, toInt64(0) AS number, '' AS text FROM ${db.eventSink}.course_blocks
  WHERE course_key = ${p.course} AND location = ${p.block} AND edited_on != ''`;

const difficulty = (db: Databases, p: P): string => `
  SELECT 'difficulty', block_id, toUnixTimestamp64Micro(computed_at), model FROM ${db.own}.course_models FINAL
  WHERE course_key = ${p.course} AND name = 'difficulty' AND (block_id = '' OR block_id = ${p.block})`;

const content = (db: Databases, p: P): string => `
  SELECT 'content', '', 0, argMax(content, (published_at, dump_id)) FROM ${db.own}.block_contents
  WHERE course_key = ${p.course} AND block_id = ${p.block} AND part = '' AND content != ''`;

export const panelInputs = defineQuery({
  name: 'panel-inputs',
  params,
  row,
  sql: (db, p) => [edits, difficulty, content].map((of) => of(db, p)).join(' UNION ALL '),
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x' },
});

/** The tables they are read from. */
export const panelInputTables = (db: Databases): string[] => [
  `${db.eventSink}.course_blocks`,
  `${db.own}.course_models`,
  `${db.own}.block_contents`,
];
