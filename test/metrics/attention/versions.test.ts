import { atOnce } from '../../../api/lib/steps';
import { listSteps } from '../../../api/metrics/attention/findings';
import { type CourseRows, versionsOf } from '../../../api/metrics/attention/courseVersions';
import { cutsOf } from '../../../api/metrics/attention/versions';

/** A problem that was changed again and again: learners who met each version, and how many of them submitted it many times. */
type Met = readonly [learners: number, many: number];

const NOTHING: Omit<CourseRows, 'items'> = {
  ...{ parts: [], responses: [], help: [], hints: [], ends: [], visits: [], units: [] },
  durations: new Map(),
};

const listed = (...history: readonly Met[]): (number | null)[] => {
  const edits = history.slice(1).map((_, change) => change + 1);
  const cuts = cutsOf(
    new Map([['p1', edits]]),
    history.map(([learners], version) => ({ block: 'p1', version, learners })),
    [],
  );
  const times = cuts.get('p1')?.times ?? [];
  // who came in a version is counted, as the database does it, by the changes that tell learners apart
  const items = Array.from({ length: times.length + 1 }, (_, version) => {
    const own = history.filter((__, at) => times.filter((time) => time <= at).length === version);
    const n = own.reduce((sum, [learners]) => sum + learners, 0);
    const many = own.reduce((sum, [, one]) => sum + one, 0);
    return {
      ...{ block: 'p1', version, n, n_right: n, n_ever_right: n, n_attempts: 2 * n, tried_again: 0, recovered: 0 },
      ...{ n_many: many, rested: 0, rest_sum: 0 },
    };
  });
  return atOnce(listSteps(versionsOf({ ...NOTHING, items }, cuts), new Map(), 1, () => 0)).map(({ needed }) => needed);
};

it('A finding that was mended does not come back, however often the block is changed after that', () => {
  // of 100, 60: z is 5.4, and (4/5.4)² of 100 would show it again
  const found: Met = [100, 60];
  const mended: Met = [60, 3];
  const few: Met = [20, 1];
  expect(listed(found)).toEqual([null]);
  expect(listed(found, few)).toEqual([56]);
  expect(listed(found, mended)).toEqual([]);
  for (const changes of [1, 2, 3, 8, 40])
    expect([changes, listed(found, mended, ...Array.from({ length: changes }, () => few))]).toEqual([changes, []]);
});

it('A finding that no change mended stays, however often the block is changed', () => {
  for (const changes of [1, 2, 3, 8, 40]) {
    // of 20 it does not show
    const again = Array.from({ length: changes }, (): Met => [20, 8]);
    expect([changes, listed([100, 60], ...again)]).toEqual([changes, [56]]);
    expect([changes, listed([100, 60], ...again, [60, 36])]).toEqual([changes, [null]]);
  }
});

it('Learners tell versions apart from 20 on, so that there are no more versions than learners by 20', () => {
  const cuts = cutsOf(
    new Map([['p1', Array.from({ length: 1000 }, (_, change) => change + 1)]]),
    Array.from({ length: 1001 }, (_, version) => ({ block: 'p1', version, learners: 3 })),
    [],
  );
  const { times = [], version } = cuts.get('p1') ?? {};
  expect(times.length).toBeGreaterThan(100);
  expect(times.length).toBeLessThan(3003 / 20);
  expect(version?.least).toBeGreaterThanOrEqual(12);
});
