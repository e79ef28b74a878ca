import { problemTable, videoTable } from '../../../api/metrics/class/contentTables.query';
import { groupGrades, groupReach, groupSteps, groupSums, groupWeeks } from '../../../api/metrics/class/groups.query';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { COURSE, JUDGED_AT, at, dateOf, fillClass } from './classCourse';

let test: TestWorkspace;
beforeAll(async () => {
  test = await openTestWorkspace('embedded');
  await fillClass(test.engine);
});
afterAll(() => test.close());

/** Ada passed, Ben stopped, Dan never started; Cyd left, and her state is of an earlier judgement. */
const all = { course: COURSE, registered_only: 1, by: '', judged_at: JUDGED_AT };
const states = { ...all, by: 'state' };
const tracks = { ...all, by: 'track' };

it('The sums of a class are counted in one, by state and by track', async () => {
  const [one, ...more] = await groupSums.run(test.engine, { ...all, at: at(12) });
  expect(more).toEqual([]);
  expect(one).toEqual({
    grp: '',
    learners: 4,
    started: 3,
    triers: 2,
    passed: 1,
    n_done: 1,
    any_done: 1,
    units_done: 0,
    graded: 2,
  });
  const sizes = async (who: typeof all) =>
    (await groupSums.run(test.engine, { ...who, at: at(12) })).map(({ grp, learners, started }) => [
      grp,
      learners,
      started,
    ]);
  expect(await sizes(states)).toEqual([
    ['', 1, 1], // cyd
    ['not_started', 1, 0],
    ['passed', 1, 1],
    ['stopped', 1, 1],
  ]);
  expect(await sizes(tracks)).toEqual([
    ['audit', 3, 3],
    ['verified', 1, 0],
  ]);
  expect(await sizes({ ...tracks, registered_only: 0 })).toEqual([
    ['', 1, 1], // eve
    ['audit', 3, 3],
    ['verified', 1, 0],
  ]);
});

it('Grades are counted of some groups, and of all', async () => {
  expect(await groupGrades.run(test.engine, { ...states, groups: ['stopped', 'struggling'] })).toEqual([
    { graded: 1, grades: [0.55, 0.55, 0.55] },
  ]);
  expect(await groupGrades.run(test.engine, { ...states, groups: [] })).toEqual([
    { graded: 2, grades: [0.55, 0.95, 0.95] },
  ]);
});

it('Reach inside sections is counted of each group', async () => {
  const rows = await groupReach.run(test.engine, {
    ...states,
    places: ['s1', 's2'],
    units: [1, 2],
    problems: [1, 1],
    videos: [1, 0],
  });
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['', 's1', 0, 0, 1, 1, 0, 0],
    ['passed', 's1', 1, 1, 1, 1, 1, 1],
    ['passed', 's2', 1, 0, 1, 1, 0, 0],
    ['stopped', 's1', 1, 1, 0, 0, 1, 1],
  ]);
});

it('Weeks are counted of each group', async () => {
  expect(await groupWeeks.run(test.engine, { ...states, at: at(12) })).toEqual([
    { grp: '', week: dateOf(0), learners: 1 },
    { grp: 'passed', week: dateOf(0), learners: 1 }, // days 0 and 1: once
    { grp: 'passed', week: dateOf(7), learners: 1 },
    { grp: 'stopped', week: dateOf(0), learners: 1 },
  ]);
});

it('Steps are tenths of grades of all; visits, enrolment and tracks are of those enrolled', async () => {
  const rows = await groupSteps.run(test.engine, { ...tracks, at: at(8, 60), limits: [1, 7] });
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['audit', 'enrolled', dateOf(0), 2], // not cyd, who left
    ['audit', 'grade', '5', 1],
    ['audit', 'grade', '9', 1],
    ['audit', 'track', 'audit', 2],
    ['audit', 'visit', '0', 1], // ada: a day ago to the second
    ['audit', 'visit', '2', 1], // ben: longer than a week
    ['verified', 'enrolled', dateOf(0), 1],
    ['verified', 'track', 'verified', 1],
    ['verified', 'visit', '3', 1], // dan: never
  ]);
});

it('What came after the end of a course that is over is neither a start, a week, nor a visit', async () => {
  // the course ended half a minute before ben came, then as day 7 began
  const started = async (end: number) => (await groupSums.run(test.engine, { ...all, at: end }))[0]?.started;
  expect([await started(at(0, 29)), await started(at(0, 45)), await started(at(1))]).toEqual([0, 1, 3]);
  expect(await groupWeeks.run(test.engine, { ...all, at: at(7) })).toEqual([{ grp: '', week: dateOf(0), learners: 3 }]);
  const visits = async (end: number) =>
    (await groupSteps.run(test.engine, { ...all, at: end, limits: [1, 5, 6] }))
      .filter(({ what }) => what === 'visit')
      .map(({ step, learners }) => [step, learners]);
  // ada: the end of day 1, for she came on day 7 again; ben: day 0 to the second; dan: never
  expect(await visits(at(7))).toEqual([
    ['2', 1],
    ['3', 1],
    ['4', 1],
  ]);
  // before anybody came
  expect(await visits(at(0, 10))).toEqual([['4', 3]]);
});

it('Problems are counted by first attempts, in the end, and by attempts', async () => {
  expect(await problemTable.run(test.engine, all)).toEqual([
    // ada right at once, cyd not
    { grp: '', block: 'p1', learners: 2, n_first: 1, n_ever: 1, submissions: [[1, 2]] },
    { grp: '', block: 'p2', learners: 1, n_first: 0, n_ever: 0, submissions: [[2, 1]] },
  ]);
  expect((await problemTable.run(test.engine, states)).map(({ grp, block }) => [grp, block])).toEqual([
    ['', 'p1'],
    ['passed', 'p1'],
    ['passed', 'p2'],
  ]);
});

it('Videos are counted by viewers, seconds watched, seen, seen twice, finished; what lies beyond the end does not count', async () => {
  const fact = (learner: string, over: object) => ({
    course_key: COURSE,
    block_id: 'v1',
    learner,
    version: 1,
    registered: 1,
    enrolled: 1,
    mode: 'audit',
    first_at: '2026-03-02 00:00:00',
    last_at: '2026-03-02 00:00:00',
    plays: 1,
    ...over,
  });
  await test.engine.insert(`${test.engine.databases.own}.facts`, [
    // all of 20 seconds, the first 5 twice
    fact('ada', {
      watched: [
        [0, 30],
        [0, 5],
      ],
      seen: [[0, 30]],
      twice: [[0, 5]],
    }),
    fact('ben', { watched: [[10, 15]], seen: [[10, 15]] }),
    fact('cyd', { plays: 0 }),
    fact('eve', { registered: 0, watched: [[0, 20]], seen: [[0, 20]] }),
  ]);
  const videos = { videos: ['v1', 'v2'], seconds: [20, 10] };
  const expected = { block: 'v1', viewers: 2, watched: 30, seen: 25, twice: 5, n_finished: 1 };
  expect(await videoTable.run(test.engine, { ...all, ...videos })).toEqual([{ grp: '', ...expected }]);
  expect(
    (await videoTable.run(test.engine, { ...states, ...videos })).map(({ grp, viewers, watched }) => [
      grp,
      viewers,
      watched,
    ]),
  ).toEqual([
    ['passed', 1, 25],
    ['stopped', 1, 5],
  ]);
  const [unknown] = await videoTable.run(test.engine, { ...all, videos: ['v1'], seconds: [4294967295] });
  expect(unknown).toMatchObject({ watched: 40, n_finished: 0 });
});
