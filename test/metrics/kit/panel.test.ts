/** What of the metrics of a report is stated: of all, of a few, of a window or a track. */
import * as fc from 'fast-check';
import type { ShapeName } from '@marginalia/contract';
import type { AnyMetric, MetricOf } from '../../../api/metrics/kit/metric';
import { type Counted, type Report, statedInTable, statedMembers, statedMetrics } from '../../../api/metrics/kit/panel';
import { byBin } from '../../../api/metrics/kit/shapes';
import recovered from '../../../api/metrics/problem/recovered.metric';
import timeToFirstAttempt from '../../../api/metrics/problem/timeToFirstAttempt.metric';
import attempted from '../../../api/metrics/problem/attempted.metric';
import eventual from '../../../api/metrics/problem/eventual.metric';
import firstTry from '../../../api/metrics/problem/firstTry.metric';
import giveUp from '../../../api/metrics/problem/giveUp.metric';
import hint from '../../../api/metrics/problem/hint.metric';
import trend from '../../../api/metrics/problem/trend.metric';
import { METRIC_FILES } from '../../../api/metrics/registry';

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const WITHHELD = { kind: 'withheld', reason: 'too_few_learners' };
const BINS = {
  of: 40,
  cells: [
    [1, 25],
    [2, 15],
  ],
};
const ALL: Report = { minLearners: 10, isSelection: false };
const WINDOW: Report = { minLearners: 10, isSelection: true };

/** A problem with so many learners, of whom so many had help; all in one week. */
const problem = (tried: number, right: number, helped: number): Counted => ({
  place: 'problem',
  everybody: tried,
  rows: new Map<string, unknown>([
    ['attempted', { of: tried }],
    ['firstTry', { of: tried, count: right }],
    ['giveUp', { of: tried, count: tried - right }],
    ['hint', { of: helped, sum: 3 * helped }],
    ['trend', { of: tried, days: [[20_000, tried, right]] }],
  ]),
});

describe('the members of a report', () => {
  it('The members of a report are stated of enough learners, those of a part of them too', () => {
    const stated = statedMembers(problem(40, 25, 12), ALL);
    expect(stated(attempted).value).toBe(40);
    expect(stated(firstTry).value).toMatchObject({ count: 25, of: 40 });
    expect(stated(giveUp).value).toMatchObject({ count: 15, of: 40 });
    expect(stated(hint)).toEqual({ shape: 'total', value: 36, of: 12 });
    expect(stated(trend).points).toHaveLength(1);
  });

  it('The members of a report say nothing of a few, not even that none of them did something', () => {
    const stated = statedMembers(problem(9, 9, 0), ALL);
    expect(stated(attempted).value).toEqual(WITHHELD);
    expect(stated(firstTry).value).toEqual(WITHHELD);
    expect(stated(hint)).toMatchObject({ value: WITHHELD, of: WITHHELD });
    expect(stated(trend).points).toEqual([]);
  });

  it('The members of a report say that nobody did anything where nobody was there', () => {
    const stated = statedMembers(problem(0, 0, 0), ALL);
    expect(stated(attempted).value).toBe(0);
    expect(stated(hint)).toMatchObject({ value: 0, of: 0 });
    expect(stated(firstTry).value).toMatchObject({ kind: 'none', reason: 'no_attempts' });
  });

  it('The members of a report state of a window or a track what is about all of its learners, and nothing that tells them apart', () => {
    const stated = statedMembers(problem(40, 25, 12), WINDOW);
    expect(stated(attempted).value).toBe(40);
    expect(stated(firstTry).value).toMatchObject({ count: 25, of: 40 });
    expect(stated(trend).points).toEqual([]);
    // also where all of them, or none, had help: of another window it would be said
    for (const helped of [0, 12, 40]) {
      const { of, value } = statedMembers(problem(40, 25, helped), WINDOW)(hint);
      expect([of, value]).toEqual([WITHHELD, WITHHELD]);
    }
  });

  it('The members of a window or a track, whatever their shape, are those that have no condition and break nobody down', () => {
    const rows: Record<ShapeName, unknown> = {
      count: { of: 40 },
      share: { of: 40, count: 20 },
      total: { of: 40, sum: 99 },
      mean: { of: 40, sum: 99, per: 1 },
      quartiles: { of: 40, quarters: [1, 2, 3] },
      byTime: { of: 40, days: [[20_000, 40, 20]] },
      byBin: { of: 40, cells: [[1, 40]] },
      byCategory: { of: 40, cells: [[0, 40]] },
    };
    const isSaid = (metric: AnyMetric): boolean => {
      const counted = { place: metric.of, everybody: 40, rows: new Map([[metric.id, rows[metric.shape.name]]]) };
      return metric.shape.counts(statedMembers(counted, WINDOW)(metric as MetricOf<ShapeName>) as never).length > 0;
    };
    const members = METRIC_FILES.filter(({ member, report }) => member !== undefined && report === undefined);
    expect(
      members
        .filter(isSaid)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      [
        'attempted',
        'completion',
        'coverage',
        'eventual',
        'firstTry',
        'giveUp',
        'rightOnce',
        'viewers',
        'watchedSeconds',
      ].sort(),
    );
  });
});

describe('the listed metrics of a report', () => {
  const counted = (everybody: number, known: number, again = 0): Counted => ({
    place: 'problem',
    everybody,
    rows: new Map<string, unknown>([
      ['timeToFirstAttempt', { of: known, quarters: [10, 20, 30] }],
      ['recovered', { of: again, count: again }],
    ]),
  });
  const stated = (of: Counted, report: Report, sizes: readonly number[]) =>
    statedMetrics([timeToFirstAttempt, recovered], of, report, sizes);

  it('The listed metrics of a report are withheld where they leave few of the report’s learners over', () => {
    expect(stated(counted(40, 30), ALL, [40])[0]).toMatchObject({ value: { kind: 'value', of: 30 } });
    expect(stated(counted(40, 31), ALL, [40])[0]).toMatchObject({ value: WITHHELD });
  });

  it('The listed metrics of a report are withheld where they differ from one another by few', () => {
    const [time, again] = stated(counted(40, 30, 25), ALL, [40]);
    expect(time).toMatchObject({ value: { of: 30 } });
    expect(again).toMatchObject({ value: WITHHELD });
  });

  it('The listed metrics of a report say that nobody is in their group, but not of a few', () => {
    expect(stated(counted(40, 0), ALL, [40])[0]).toMatchObject({ value: { kind: 'none' } });
    expect(stated(counted(9, 0), ALL, [])[0]).toMatchObject({ value: WITHHELD });
  });

  it('The listed metrics of a part of the learners are withheld in a window or a track, also where it is all or none of them', () => {
    for (const known of [0, 30, 40])
      expect(stated(counted(40, known), WINDOW, [40])[0]).toMatchObject({ value: WITHHELD });
  });

  it('The listed metrics, and the members, of as many learners as the threshold are stated', () => {
    expect(stated(counted(10, 10), ALL, [10])[0]).toMatchObject({ value: { kind: 'value', of: 10 } });
    expect(statedMembers(problem(10, 10, 10), ALL)(attempted).value).toBe(10);
  });

  it('A metric with a gate of its own is withheld of fewer learners than that', () => {
    const gated = { ...timeToFirstAttempt, gate: 20 };
    const of = (known: number) => statedMetrics([gated], counted(known, known), ALL, [known])[0];
    expect(of(19)).toMatchObject({ value: WITHHELD });
    expect(of(20)).toMatchObject({ value: { kind: 'value', of: 20 } });
  });

  it('A metric that breaks all learners down is not stated in a window or a track', () => {
    const { where: _, ...ofAll } = timeToFirstAttempt;
    const bins = { ...ofAll, shape: byBin([0, 100]) } as AnyMetric;
    const of = (report: Report) =>
      statedMetrics([bins], { place: 'problem', everybody: 40, rows: new Map([[bins.id, BINS]]) }, report, [40])[0];
    expect(of(ALL)).toMatchObject({ bins: [{ learners: 25 }, { learners: 15 }] });
    expect(of(WINDOW)).toMatchObject({ bins: [] });
  });

  it('The listed metrics of all learners are stated in a window or a track', () => {
    const of = { ...counted(40, 0), rows: new Map([['eventual', { of: 40, count: 12 }]]) };
    expect(statedMetrics([eventual], of, WINDOW, [40])[0]).toMatchObject({ value: { count: 12, of: 40 } });
    const few = { ...of, everybody: 9, rows: new Map([['eventual', { of: 9, count: 3 }]]) };
    expect(statedMetrics([eventual], few, WINDOW, [])[0]).toMatchObject({ value: WITHHELD });
  });
});

describe('the listed metrics in a table of many blocks', () => {
  const METRICS = [timeToFirstAttempt, recovered, eventual];
  const size = fc.integer({ min: 0, max: 60 });
  const counts = fc.record({
    everybody: size,
    own: fc.tuple(size, size, size),
    sizes: fc.array(size, { maxLength: 4 }),
  });
  const countedOf = (everybody: number, own: readonly number[]): Counted => ({
    place: 'problem',
    everybody,
    rows: new Map<string, unknown>([
      ['timeToFirstAttempt', { of: own[0], quarters: [10, 20, 30] }],
      ['recovered', { of: own[1], count: 0 }],
      ['eventual', { of: own[2], count: 0 }],
    ]),
  });

  it('A table says of a metric what the report of the block says, or nothing, whichever sizes that has', () => {
    fc.assert(
      fc.property(counts, fc.array(fc.boolean(), { minLength: 4 }), ({ everybody, own, sizes }, stated) => {
        const counted = countedOf(everybody, own);
        const report = statedMetrics(METRICS, counted, ALL, [everybody, ...sizes.filter((_, at) => stated[at])]);
        statedInTable(METRICS, counted, ALL.minLearners, [everybody, ...sizes]).forEach((metric, at) => {
          if (!isEqual(metric, report[at])) expect(metric).toMatchObject({ value: WITHHELD });
        });
      }),
      { numRuns: 500 },
    );
  });

  it('A table shows a metric that differs by enough from every size around it', () => {
    const [time, again] = statedInTable(METRICS, countedOf(60, [40, 20, 60]), 10, [60, 50]);
    expect([time, again]).toMatchObject([{ value: { of: 40 } }, { value: { of: 20 } }]);
    const [near, other] = statedInTable(METRICS, countedOf(60, [40, 35, 60]), 10, [60, 50]);
    expect([near, other]).toMatchObject([{ value: WITHHELD }, { value: WITHHELD }]);
  });
});
