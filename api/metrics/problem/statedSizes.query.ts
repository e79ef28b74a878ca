import * as z from 'zod';
import { column, defineQuery } from '../../store/query';
import { IN_POPULATION } from '../kit/inPopulation';
import { HAS_REST } from './restScore';

/**
 * Sizes of groups that the reports of a course's problems may state besides how many attempted: the learners of each
 * question, and those of whom a rest score is known.
 */
export const statedSizes = defineQuery({
  name: 'stated-sizes',
  params: { course: 'String', registered_only: 'UInt8' },
  row: z.object({ block: column.text, rested: column.count, questions: z.array(z.coerce.number()) }),
  sql: (db, p) => `
    SELECT block_id AS block, countIf(${HAS_REST}) AS rested,
           sumMap(arrayMap(one -> one.part, parts), arrayMap(_ -> toUInt64(1), parts)).2 AS questions
    FROM ${db.own}.facts FINAL WHERE course_key = ${p.course} AND ${IN_POPULATION(p)} AND tried > 0
    GROUP BY block_id ORDER BY block_id`,
  example: { course: 'course-v1:A+B+C', registered_only: 1 },
});
