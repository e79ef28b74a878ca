import { courseTags, hasTags } from '../../../api/metrics/class/courseTags.query';
import { pageViews } from '../../../api/metrics/class/pageViews.query';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { makeTags } from '../../support/tags';
import { COURSE, OTHER, dateOf, fillClass } from './classCourse';

let test: TestWorkspace;
beforeAll(async () => {
  test = await openTestWorkspace('embedded');
  await fillClass(test.engine);
});
afterAll(() => test.close());

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

it('Page views are counted by place and by week: navigations of learners who count, each statement once', async () => {
  let n = 0;
  const went = (learner: string, day: number, block: string, over: object = {}) => ({
    course_key: COURSE,
    learner,
    time: `${dateOf(day)} 10:00:00`,
    event_id: id((n += 1)),
    verb: 'navigated',
    block_id: block,
    ...over,
  });
  const { own } = test.engine.databases;
  const twice = went('ada', 0, 'q1');
  await test.engine.insert(`${own}.events`, [
    twice,
    went('ada', 1, 'q1'),
    went('ada', 7, 'q2'),
    went('ben', 0, 'q1'),
    went('ben', 0, 'u3'), // a unit of q3
    went('eve', 0, 'q1'), // never registered
    went('ben', 0, 'elsewhere'),
    went('ben', 0, 'q1', { verb: 'played' }),
    went('cyd', 1, 'q1', { event_id: id(99) }), // lost against another with its id
  ]);
  await test.engine.insert(`${own}.events`, [twice]);
  await test.engine.insert(`${own}.conflicts`, [
    { event_id: id(99), time: `${dateOf(1)} 10:00:00`, course_key: COURSE, learner: 'cyd', excluded: 1, event: '' },
  ]);
  const args = {
    course: COURSE,
    registered_only: 1,
    until: '',
    blocks: ['s1', 'q1', 'q2', 's2', 'q3', 'u3'],
    subsections: ['', 'q1', 'q2', '', 'q3', 'q3'],
    sections: ['s1', 's1', 's1', 's2', 's2', 's2'],
  };
  expect(await pageViews.run(test.engine, args)).toEqual([
    { what: 'place', name: 'q1', learners: 2, views: 3 },
    { what: 'place', name: 'q2', learners: 1, views: 1 },
    { what: 'place', name: 'q3', learners: 1, views: 1 },
    { what: 'place', name: 's1', learners: 2, views: 4 },
    { what: 'place', name: 's2', learners: 1, views: 1 },
    { what: 'week', name: dateOf(0), learners: 2, views: 4 },
    { what: 'week', name: dateOf(7), learners: 1, views: 1 },
  ]);
  // of a course that was over by then
  expect(await pageViews.run(test.engine, { ...args, until: `${dateOf(1)} 10:00:00` })).toEqual([
    { what: 'place', name: 'q1', learners: 2, views: 2 },
    { what: 'place', name: 'q3', learners: 1, views: 1 },
    { what: 'place', name: 's1', learners: 2, views: 2 },
    { what: 'place', name: 's2', learners: 1, views: 1 },
    { what: 'week', name: dateOf(0), learners: 2, views: 3 },
  ]);
});

it('Tags are those of the latest overview, by their latest names, where a site has them', async () => {
  await makeTags(test.engine);
  expect(await hasTags.run(test.engine, {})).toEqual([{ columns: 0 }]);
  const { eventSink } = test.engine.databases;
  const overview = (course_key: string, modified: string, tags: number[]) => ({
    org: 'Edu',
    course_key,
    display_name: 'Class',
    course_data_json: JSON.stringify({ tags }),
    modified,
    time_last_dumped: modified,
  });
  await test.engine.insert(`${eventSink}.course_overviews`, [
    overview(COURSE, '2026-01-01 00:00:00', [9]),
    overview(COURSE, '2026-02-01 00:00:00', [1, 2]),
    overview(OTHER, '2026-01-01 00:00:00', []),
  ]);
  await test.engine.insert(`${eventSink}.tag`, [
    { id: 1, value: 'Maths', time_last_dumped: '2026-01-01' },
    { id: 1, value: 'Mathematics', time_last_dumped: '2026-02-01' },
    { id: 2, value: 'Algebra', time_last_dumped: '2026-01-01' },
    { id: 9, value: 'Old', time_last_dumped: '2026-01-01' },
  ]);
  expect(await hasTags.run(test.engine, {})).toEqual([{ columns: 3 }]);
  expect(await courseTags.run(test.engine, { courses: [COURSE, OTHER] })).toEqual([
    { course_key: COURSE, tags: ['Algebra', 'Mathematics'] },
  ]);
});
