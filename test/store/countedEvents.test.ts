import { registry } from '../../api/store/query';
import { activeByHour } from '../../api/metrics/class/activeLearners.query';
import { isCounted } from '../../api/store/queries/countedEvents';
import { histories, learnersOnBlock } from '../../api/store/queries/events';
import { helpBeforeTrying } from '../../api/metrics/problem/itemStatistics.query';
import { pageViews } from '../../api/metrics/class/pageViews.query';
import { statementKinds } from '../../api/metrics/class/siteFigures.query';
import '../../api/metrics';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { COURSE, dateOf, fillClass } from '../metrics/class/classCourse';

/** Voided statements, and those that lost against another with their id, count nowhere. */

/**
 * What reads all that is stored: whose facts to make anew or to take away, and whom to forget. An extension too is asked
 * again about a learner whose every event was voided: otherwise what it said from them would stay.
 */
const MACHINERY = new Set([
  'learners-with-events',
  'courses-with-events',
  'displaced-learners',
  'courses-of-learner',
  'extension-due-learners',
  'extension-learners-present',
  'learners-of-courses',
]);

let test: TestWorkspace;
beforeAll(async () => {
  test = await openTestWorkspace('embedded');
  await fillClass(test.engine);
});
afterAll(() => test.close());

it('Every query that reads events has the one condition as often as it reads them', () => {
  const { databases } = test.engine;
  const reads = new RegExp(`(?:FROM|JOIN)\\s+${databases.own}\\.events\\b`, 'g');
  const found = registry.flatMap((query) => {
    const sql = query.sql(databases);
    const times = [...sql.matchAll(reads)].length;
    return times === 0 ? [] : [{ name: query.name, times, held: sql.split(isCounted(databases.own)).length - 1 }];
  });
  expect(found.length).toBeGreaterThan(6);
  for (const { name, times, held } of found) expect([name, held]).toEqual([name, MACHINERY.has(name) ? 0 : times]);
});

it('An event that was voided, or lost, is in no answer made from events', async () => {
  const { own } = test.engine.databases;
  const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const went = (n: number) => ({
    course_key: COURSE,
    learner: 'ada',
    time: `${dateOf(3)} 10:00:0${n}`,
    event_id: id(n),
    verb: 'navigated',
    block_id: 'q1',
  });
  const count = async (): Promise<number[]> => {
    const who = { course: COURSE, registered_only: 1 };
    const places = { blocks: ['q1'], subsections: ['q1'], sections: [''] };
    return [
      (await pageViews.run(test.engine, { ...who, ...places, until: '' })).find(({ what }) => what === 'place')
        ?.views ?? 0,
      (await activeByHour.run(test.engine, { ...who, until: `${dateOf(4)} 00:00:00` }))[0]?.learners ?? 0,
      (await histories.run(test.engine, { course: COURSE, learners: ['ada'] })).length,
      (await learnersOnBlock.run(test.engine, { course: COURSE, block: 'q1' })).length,
      (await statementKinds.run(test.engine, { courses: [COURSE] })).find(({ verb }) => verb === 'navigated')
        ?.statements ?? 0,
      (await helpBeforeTrying.run(test.engine, { ...who, cut_blocks: [], cut_times: [] })).length,
    ];
  };
  const before = await count();
  await test.engine.insert(`${own}.events`, [went(1), went(2)]);
  expect(await count()).toEqual([2, 1, 2, 1, 2, 0].map((more, at) => (before[at] ?? 0) + more));
  await test.engine.insert(`${own}.voids`, [{ target: id(1), event_id: id(7) }]);
  await test.engine.insert(`${own}.conflicts`, [
    { event_id: id(2), time: `${dateOf(3)} 10:00:02`, course_key: COURSE, learner: 'ada', excluded: 1, event: '' },
  ]);
  expect(await count()).toEqual(before);
});
