import * as z from 'zod';
import {
  METRICS,
  METRIC_OF,
  getAttention,
  getBlock,
  getBlockRuns,
  getComparison,
  getContent,
  getExperiment,
  getGroup,
  getLearner,
  getLearners,
  getOutline,
  getOverview,
  getProblem,
  getSiteOverview,
  getVideo,
  getViews,
  definitionsOf,
} from '@marginalia/contract';

/** Every number of an answer is defined: its place in the contract is in the table of metrics, or it is no measurement. */
const ANSWERS = {
  outline: getOutline,
  problem: getProblem,
  video: getVideo,
  attention: getAttention,
  block: getBlock,
  experiment: getExperiment,
  runs: getBlockRuns,
  content: getContent,
  group: getGroup,
  views: getViews,
  overview: getOverview,
  comparison: getComparison,
  site: getSiteOverview,
  learners: getLearners,
  learner: getLearner,
} as const;

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
}

/** Places of numbers, as `parts[].answers[].first`. */
const numbers = (schema: Schema, path = ''): string[] => [
  ...([schema.type].flat().some((type) => type === 'number' || type === 'integer') ? [path] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => numbers(one, path ? `${path}.${name}` : name)),
  ...(schema.items ? numbers(schema.items, `${path}[]`) : []),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => numbers(one, path)),
];
/** Places of words, and of yes and no, that are counted: the metric is of the number that stands in another report. */
const NAMED = [
  ...['learners[].state', 'learners[].passed', 'learners[].answers'],
  ...['state', 'passed', 'answers', 'problems[].firstRight', 'problems[].everRight'],
];
const numbersOf = (answer: keyof typeof ANSWERS): string[] => [
  ...new Set(numbers(z.toJSONSchema(ANSWERS[answer].response, { reused: 'inline', unrepresentable: 'any' }) as Schema)),
];
const covers = (entry: string, path: string): boolean =>
  path === entry || path.startsWith(`${entry}.`) || path.startsWith(`${entry}[]`);

describe.each(Object.keys(ANSWERS) as (keyof typeof ANSWERS)[])('%s', (answer) => {
  const entries = Object.entries(METRIC_OF[answer]);

  it('An answer has a metric for each of its numbers', () => {
    const found = numbersOf(answer);
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((path) => !entries.some(([entry]) => covers(entry, path)))).toEqual([]);
  });

  it('An answer has no entry for a number that it does not have, and none with two', () => {
    const found = numbersOf(answer);
    expect(
      entries
        .map(([entry]) => entry)
        .filter((entry) => !NAMED.includes(entry) && !found.some((path) => covers(entry, path))),
    ).toEqual([]);
    for (const [entry] of entries)
      expect(entries.filter(([other]) => other !== entry && covers(other, entry)).map(([other]) => other)).toEqual([]);
  });

  it('An answer names metrics that are defined, each once', () => {
    const definitions = definitionsOf(answer);
    for (const id of definitions) expect(METRICS).toHaveProperty(id);
    expect(new Set(definitions).size).toBe(definitions.length);
  });
});
