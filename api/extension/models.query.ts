import * as z from 'zod';
import { column, defineQuery } from '../store/query';

const of = { name: 'String', revision: 'String', course: 'String' } as const;
const example = { name: 'acme/x', revision: 'r', course: 'course-v1:A+B+C' };

/** What a model is made from: keys of metrics as `sourceKey` has them, in the order of their names. */
const from = {
  course: 'String',
  registered_only: 'UInt8',
  names: 'Array(String)',
  revisions: 'Array(String)',
  keys: 'Array(String)',
} as const;
const fromExample = {
  course: 'course-v1:A+B+C',
  registered_only: 1,
  names: ['acme/x'],
  revisions: ['r'],
  keys: ['acme/x m 0'],
};

export const sourceKey = (name: string, metric: string, variant: number): string => `${name} ${metric} ${variant}`;

/** Values of the learners whom all numbers count, by learner, block and place among what the model is made from, from 1. */
const VALUES = (own: string, p: Record<keyof typeof from, string>): string => `
  SELECT learner, toString(cell.3) AS block, cell.4 AS value,
         indexOf(${p.keys}, concat(toString(name), ' ', toString(cell.1), ' ', toString(cell.2))) AS place
  FROM ${own}.extension_facts FINAL ARRAY JOIN arrayZip(metrics, variants, blocks, values) AS cell
  WHERE course_key = ${p.course} AND (name, revision) IN arrayZip(${p.names}, ${p.revisions}) AND place > 0
    AND learner IN (
      SELECT learner FROM ${own}.facts FINAL
      WHERE course_key = ${p.course} AND block_id = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0))`;

/** The blocks that a model has anything to look at in, with a hash of all that. */
export const inputsOfModel = defineQuery({
  name: 'extension-model-inputs',
  params: from,
  row: z.object({ block: column.text, input: column.text, learners: column.count }),
  sql: (db, p) => `
    SELECT block, toString(sum(cityHash64(learner, place, value))) AS input, uniqExact(learner) AS learners
    FROM (${VALUES(db.own, p)}) GROUP BY block ORDER BY block`,
  example: fromExample,
});

/** What a model is given of a block. Not in the order of names or of time: a number is not to say who it is. */
export const learnersOfModel = defineQuery({
  name: 'extension-model-learners',
  params: { ...from, block: 'String' },
  row: z.object({ learner: column.text, places: z.array(column.number), values: z.array(column.number) }),
  sql: (db, p) => `
    SELECT learner, groupArray(toUInt8(place)) AS places, groupArray(value) AS values
    FROM (${VALUES(db.own, p)}) WHERE block = ${p.block} GROUP BY learner ORDER BY cityHash64(learner), learner`,
  example: { ...fromExample, block: 'b' },
});

/** What a model said of the blocks of a course, without the values. */
export const modelRows = defineQuery({
  name: 'extension-model-rows',
  params: { ...of, metric: 'String' },
  row: z.object({
    block: column.text,
    variant: column.number,
    input: column.text,
    version: column.count,
    failures: column.number,
    problem: column.text,
  }),
  sql: (db, p) => `
    SELECT toString(block_id) AS block, variant, toString(input) AS input, version, failures, problem
    FROM ${db.own}.extension_models FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} AND metric = ${p.metric}
    ORDER BY block, variant`,
  example: { ...example, metric: 'm' },
});

/** How far models are: in which courses they are whole, and over how many blocks they failed. */
export const modelProgress = defineQuery({
  name: 'extension-model-progress',
  params: { name: 'String', revision: 'String' },
  row: z.object({
    course: column.text,
    metric: column.text,
    blocks: column.count,
    failed: column.count,
    problem: column.text,
    whole: column.flag,
  }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course, toString(metric) AS metric, uniqExactIf(block_id, block_id != '') AS blocks,
           uniqExactIf(block_id, extension_models.problem != '') AS failed,
           max(extension_models.problem) AS problem, max(block_id = '') AS whole
    FROM ${db.own}.extension_models FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} GROUP BY course_key, metric ORDER BY course, metric`,
  example: { name: 'acme/x', revision: 'r' },
});
