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
import { numbersOf } from '../privacy/attack/numbers';

/** Every number of a report is defined: its place in the contract is in the table of metrics, or it is no measurement. */
const REPORTS = {
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

/** Places of words, and of yes and no, that are counted: the metric is of the number that stands in another report. */
const NAMED = [
  ...['learners[].state', 'learners[].passed', 'learners[].answers'],
  ...['state', 'passed', 'answers', 'problems[].firstRight', 'problems[].everRight'],
];
const covers = (entry: string, path: string): boolean =>
  path === entry || path.startsWith(`${entry}.`) || path.startsWith(`${entry}[]`);

describe.each(Object.keys(REPORTS) as (keyof typeof REPORTS)[])('%s', (report) => {
  const entries = Object.entries(METRIC_OF[report]);

  it('A report has a metric for each of its numbers', () => {
    const found = numbersOf(REPORTS[report].response);
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((path) => !entries.some(([entry]) => covers(entry, path)))).toEqual([]);
  });

  it('A report has no entry for a number that it does not have, and none with two', () => {
    const found = numbersOf(REPORTS[report].response);
    expect(
      entries
        .map(([entry]) => entry)
        .filter((entry) => !NAMED.includes(entry) && !found.some((path) => covers(entry, path))),
    ).toEqual([]);
    for (const [entry] of entries)
      expect(entries.filter(([other]) => other !== entry && covers(other, entry)).map(([other]) => other)).toEqual([]);
  });

  it('A report names metrics that are defined, each once', () => {
    const definitions = definitionsOf(report);
    for (const id of definitions) expect(METRICS).toHaveProperty(id);
    expect(new Set(definitions).size).toBe(definitions.length);
  });
});
