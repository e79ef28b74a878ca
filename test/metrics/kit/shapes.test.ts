/** Each shape on the real engine, its numbers worked out by hand, with and without a threshold. */
import { MetricValue } from '@marginalia/contract';
import { metric } from '../../../api/metrics/kit/metric';
import { type Counted, panelOf, statedMetrics } from '../../../api/metrics/kit/panel';
import { byBin, byCategory, byTime, count, mean, quartiles, share, total } from '../../../api/metrics/kit/shapes';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../../support/engine';

const words = { title: 'T', sentence: 'S.', counts: 'c', among: 'a', source: 's' };
const common = { of: 'problem', words, examples: [] } as const;
const METRICS = [
  metric({
    ...common,
    id: 'aCount',
    unit: 'learners',
    shape: count(),
    value: () => '1',
    where: (fact) => `${fact.hints} > 0`,
  }),
  metric({ ...common, id: 'aShare', unit: 'share', shape: share(), value: (fact) => fact.first_right }),
  metric({ ...common, id: 'aTotal', unit: 'events', shape: total(), value: (fact) => fact.attempts }),
  metric({ ...common, id: 'aMean', unit: 'events', shape: mean(), value: (fact) => fact.attempts }),
  metric({ ...common, id: 'someQuartiles', unit: 'events', shape: quartiles(), value: (fact) => fact.attempts }),
  metric({ ...common, id: 'bins', unit: 'events', shape: byBin([1, 2, 4]), value: (fact) => fact.attempts }),
  metric({
    ...common,
    id: 'kinds',
    unit: 'learners',
    shape: byCategory(['wrong', 'right']),
    value: (fact) => fact.ever_right,
  }),
  metric({
    ...common,
    id: 'weeks',
    unit: 'share',
    shape: byTime('assumeNotNull(first_try_at)'),
    value: (fact) => fact.first_right,
    where: (fact) => `isNotNull(${fact.first_try_at})`,
  }),
  metric({
    ...common,
    id: 'many',
    unit: 'share',
    shape: share(),
    parameters: { least: { type: 'UInt32', value: 3, words: 'attempts' } },
    value: (fact, p) => `${fact.attempts} >= ${p.least}`,
  }),
];
METRICS.push(
  metric({
    ...common,
    id: 'nearlyAll',
    unit: 'learners',
    shape: count(),
    value: () => '1',
    where: (fact) => `${fact.ever_right} > 0`,
  }),
);
const panel = panelOf('problem', METRICS);

/** Five learners: attempts 1, 1, 2, 3, 5; the first three correct at once, the fourth later, the fifth never. */
const FACTS = [
  { attempts: 1, first_right: 1, ever_right: 1, first_try_at: '2026-09-07 10:00:00.000000', hints: 2 },
  { attempts: 1, first_right: 1, ever_right: 1, first_try_at: '2026-09-13 23:59:59.000000' },
  { attempts: 2, first_right: 1, ever_right: 1, first_try_at: '2026-09-14 00:00:00.000000' },
  { attempts: 3, first_right: 0, ever_right: 1, first_try_at: '2026-09-14 10:00:00.000000' },
  { attempts: 5, first_right: 0, ever_right: 0, first_try_at: '2026-09-15 10:00:00.000000', hints: 1 },
];
const ALL = { minLearners: 1, stated: [5], isSelection: false };

describe.each(ENGINES)('the shapes of metrics, %s', (kind) => {
  let site: TestWorkspace;
  let counted: Counted;
  const disclosed = ({ stated, ...report }: typeof ALL): Record<string, MetricValue> =>
    Object.fromEntries(statedMetrics(METRICS, counted, report, stated).map((value) => [value.id, value]));

  beforeAll(async () => {
    site = await openTestWorkspace(kind);
    const rows = FACTS.map((fact, at) => ({
      course_key: 'c',
      block_id: 'b',
      learner: `l${at}`,
      version: 1,
      registered: 1,
      first_at: '2026-09-07 10:00:00.000000',
      last_at: '2026-09-15 10:00:00.000000',
      tried: 1,
      ...fact,
    }));
    const visitor = {
      course_key: 'c',
      block_id: 'b',
      learner: 'visitor',
      version: 1,
      registered: 0,
      tried: 1,
      attempts: 9,
    };
    await site.engine.insert(`${site.engine.databases.own}.facts`, [...rows, visitor]);
    counted = await panel.read(site.engine, { course: 'c', block: 'b', registered_only: 1, selected: null });
  });
  afterAll(() => site.close());

  it('The shapes of metrics count learners, shares and sums as worked out by hand', () => {
    expect(disclosed(ALL)).toMatchObject({
      aCount: { shape: 'count', value: 2 },
      aShare: { shape: 'share', value: { kind: 'value', value: 0.6, count: 3, of: 5 } },
      aTotal: { shape: 'total', value: 12, of: 5 },
      aMean: { shape: 'mean', value: 2.4, of: 5 },
      many: { shape: 'share', value: { kind: 'value', count: 2, of: 5 } },
    });
  });

  it('The shapes of metrics count quartiles, bins, kinds and weeks as worked out by hand', () => {
    expect(disclosed(ALL)).toMatchObject({
      someQuartiles: { value: { kind: 'value', low: 1, middle: 2, high: 3, of: 5 } },
      bins: {
        bins: [
          { from: 1, to: 2, learners: 2 },
          { from: 2, to: 4, learners: 2 },
          { from: 4, to: null, learners: 1 },
        ],
      },
      kinds: {
        categories: [
          { category: 'wrong', learners: 1 },
          { category: 'right', learners: 4 },
        ],
      },
      weeks: {
        points: [
          { week: '2026-09-07', value: { kind: 'value', count: 2, of: 2 } },
          { week: '2026-09-14', value: { kind: 'value', count: 1, of: 3 } },
        ],
      },
    });
  });

  it('The shapes of metrics say nothing of a group below the threshold', () => {
    for (const value of Object.values(disclosed({ minLearners: 10, stated: [], isSelection: false }))) {
      const counts = METRICS.find(({ id }) => id === value.id)?.shape.counts(value as never) ?? [];
      expect(counts).toEqual([]);
    }
  });

  it('The shapes of metrics say nothing of a group that differs a little from what the report states', () => {
    // two of five took a hint: beside the five, the three who did not would follow
    const { aCount, aShare } = disclosed({ minLearners: 2, stated: [5], isSelection: false });
    expect(aCount).toMatchObject({ value: 2 });
    expect(disclosed({ minLearners: 4, stated: [5], isSelection: false }).aCount).toMatchObject({
      value: { kind: 'withheld' },
    });
    expect(aShare).toMatchObject({ value: { of: 5 } });
  });

  it('The shapes of metrics say nothing of a large group that leaves a small one over', () => {
    // four of five: the one who is left would follow
    expect(disclosed({ minLearners: 3, stated: [5], isSelection: false }).nearlyAll).toMatchObject({
      value: { kind: 'withheld' },
    });
    expect(disclosed(ALL).nearlyAll).toMatchObject({ value: 4 });
  });

  it('The shapes of metrics say of a window only what is about all of its learners', () => {
    const { aCount, aShare } = disclosed({ minLearners: 2, stated: [5], isSelection: true });
    expect(aCount).toMatchObject({ value: { kind: 'withheld' } });
    expect(aShare).toMatchObject({ value: { of: 5 } });
  });

  it('The shapes of metrics are what the contract describes', () => {
    for (const value of Object.values(disclosed(ALL))) expect(MetricValue.safeParse(value).success).toBe(true);
  });
});
