import { activeByDay, activeByHour, activeByMonth } from '../../../api/metrics/class/activeLearners.query';
import { courseHalves, middleHalves, reachedInside, tenths } from '../../../api/metrics/class/classFigures.query';
import {
  courseSums,
  enrolledBefore,
  enrolledByTrack,
  enrolmentMoves,
  outcomesByWeek,
} from '../../../api/metrics/class/courseSums.query';
import { firstTriesByDay, sendsCompletion } from '../../../api/metrics/class/learnerActivity.query';
import {
  activeDays,
  enrolledNow,
  flagsByDay,
  triesByDay,
  triesSince,
} from '../../../api/metrics/class/learnerStates.query';
import { LEARNER_RULES, LEARNER_STATES } from '@marginalia/contract';
import { summaryOf, summed } from '../../../api/metrics/class/courseSummaries.service';
import type { StoredLearners } from '../../../api/metrics/class/stored';
import { usualGap } from '../../../api/metrics/class/usualGap';
import { daysWithEvents, learnersByOrg } from '../../../api/metrics/class/siteFigures.query';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { COURSE, JUDGED_AT, OTHER, at, dateOf, fillClass } from './classCourse';

let test: TestWorkspace;
beforeAll(async () => {
  test = await openTestWorkspace('embedded');
  await fillClass(test.engine);
});
afterAll(() => test.close());

const who = { course: COURSE, registered_only: 1 };

it('The outcomes of a course are counted in the week in which they came first, of those registered', async () => {
  const rows = (over: object) => outcomesByWeek.run(test.engine, { ...who, at: at(12), by_units: 0, ...over });
  expect(await rows({})).toEqual([
    { outcome: 'completed', monday: dateOf(7), learners: 1 }, // ada, on day 8
    { outcome: 'passed', monday: dateOf(7), learners: 1 }, // ada, on day 10
    { outcome: 'started', monday: dateOf(0), learners: 3 }, // not dan
  ]);
  // nobody reached all of the units, and on the first day cyd had not come yet
  expect(await rows({ by_units: 1, at: at(0, 90) })).toEqual([
    { outcome: 'passed', monday: dateOf(7), learners: 1 },
    { outcome: 'started', monday: dateOf(0), learners: 2 },
  ]);
});

it('The sums of a course count registered learners, and apart from them whoever was only seen', async () => {
  const sums = await courseSums.run(test.engine, { courses: [COURSE], weeks: [at(5)], ends: [at(12)], before: at(2) });
  expect(sums).toHaveLength(2);
  const [seen, registered] = sums;
  expect(registered).toMatchObject({
    course_key: COURSE,
    registered: true,
    learners: 4, // ada, ben, cyd, dan
    enrolled: 3, // not cyd
    enrolled_before: 4, // who left on day 2
    active: 1, // ada came on day 7
    started: 3, // not dan
    passed: 1, // ada: failed, then passed
    done: 1,
    any_done: 1,
    units_done: 0,
    graded: 2,
    passers: 1,
    finishers: 1,
    unit_finishers: 0,
    days_to_pass: [10, 10, 10],
    days_to_done: [8, 8, 8],
    last_active: at(7, 60),
  });
  // of 0.55 and 0.95: a quarter of the way is the first, the rest the second
  expect(registered?.grades).toEqual([0.55, 0.95, 0.95]);
  expect(seen).toMatchObject({ registered: false, learners: 1, enrolled: 1, active: 0, started: 1, graded: 0 });
});

it('Activity counts who was in the course, whether they left it since or not', async () => {
  const [, registered] = await courseSums.run(test.engine, {
    courses: [COURSE],
    weeks: [at(1)],
    ends: [at(8)],
    before: at(3),
  });
  // ada came on days 1 and 7; cyd on day 1, and left on day 2
  expect(registered).toMatchObject({ learners: 4, enrolled: 3, active: 2 });
});

it('Every share of a class is of the same learners, who left it among them', async () => {
  const stored: StoredLearners = {
    basis: '',
    judgedAt: 0,
    running: true,
    asOf: null,
    volume: 0,
    // those enrolled are judged: ada, ben and dan
    learners: 3,
    flagged: 2,
    rules: LEARNER_RULES.map((rule) => ({
      rule,
      now: Number(['not_started', 'stopped'].includes(rule)),
      weekAgo: 0,
      then: 0,
    })),
    states: LEARNER_STATES.map((state) => ({
      state,
      learners: Number(['not_started', 'stopped', 'passed'].includes(state)),
    })),
    quadrants: [],
    sections: [],
    history: null,
    past: [],
  };
  const summary = summaryOf(await summed(test.engine, COURSE), stored, null, 1);
  expect(summary).toMatchObject({ learners: 4, enrolledNow: 3 });
  const shares = Object.entries(summary).flatMap(([name, value]) =>
    typeof value === 'object' && value.kind === 'value' && 'count' in value ? [[name, value.count, value.of]] : [],
  );
  expect(shares).toEqual([
    ['active', 3, 4], // in the seven days before ada came last: ben, and cyd who left, too
    ['started', 3, 4],
    ['passing', 1, 4],
    ['completed', 1, 4],
    ['needHelp', 2, 4],
  ]);
});

it('Who came only later is not active at an end that lies behind', async () => {
  const [, registered] = await courseSums.run(test.engine, {
    courses: [COURSE],
    weeks: [0],
    ends: [at(0, 45)],
    before: at(3),
  });
  expect(registered?.active).toBe(1); // ben began 30 seconds in, ada 60
});

it('Who came before and after the last week of a course that is over is not active in it', async () => {
  // ada came on days 0, 1 and 7; the course ended as day 7 began, so that its week is days 0 to 6
  const active = async (from: number, to: number) =>
    (await courseSums.run(test.engine, { courses: [COURSE], weeks: [from], ends: [to], before: at(3) })).find(
      (row) => row.registered,
    )?.active;
  expect(await active(at(0), at(7))).toBe(3); // ada, ben, and cyd, who left
  expect(await active(at(2), at(6))).toBe(0); // ada came on days 0, 1 and 7
  expect(await active(at(2), at(8))).toBe(1);
  const [, { started } = { started: 0 }] = await courseSums.run(test.engine, {
    courses: [COURSE],
    weeks: [0],
    ends: [at(0, 45)],
    before: at(3),
  });
  expect(started).toBe(1); // ben
  const days = await activeByDay.run(test.engine, { courses: [COURSE], open: [], ends: [at(7)] });
  expect(days.map(({ by, date }) => `${by} ${date}`)).toEqual([
    `day ${dateOf(0)}`,
    `day ${dateOf(1)}`,
    `week ${dateOf(0)}`,
  ]);
});

it('Enrolment counts who came into and went out of which track on which day', async () => {
  expect(await enrolmentMoves.run(test.engine, { course: COURSE })).toEqual([
    { day: dateOf(0), track: 'audit', change: 4 },
    { day: dateOf(2), track: 'audit', change: -1 },
    { day: dateOf(3), track: 'audit', change: -1 },
    { day: dateOf(3), track: 'verified', change: 1 },
  ]);
  expect(
    await enrolledBefore.run(test.engine, { courses: [COURSE, OTHER], befores: [at(0), at(1), at(3), at(4)] }),
  ).toContainEqual({ course_key: COURSE, enrolled: [0, 4, 3, 3] });
  expect(await enrolledByTrack.run(test.engine, { courses: [COURSE] })).toEqual([
    { course_key: COURSE, track: 'audit', learners: 2 },
    { course_key: COURSE, track: 'verified', learners: 1 },
  ]);
});

it('Activity by day and week counts distinct learners, in weeks from Monday', async () => {
  const at12 = { courses: [COURSE], ends: [at(12)] };
  expect(await activeByDay.run(test.engine, { ...at12, open: [] })).toEqual(
    [
      { by: 'day', date: dateOf(0), learners: 2, watched: 2, tried: 0 },
      { by: 'day', date: dateOf(1), learners: 2, watched: 0, tried: 2 },
      { by: 'day', date: dateOf(7), learners: 1, watched: 0, tried: 0 },
      { by: 'week', date: dateOf(0), learners: 3, watched: 2, tried: 2 },
      { by: 'week', date: dateOf(7), learners: 1, watched: 0, tried: 0 },
    ].map((row) => ({ course_key: COURSE, ...row })),
  );
  const all = await activeByDay.run(test.engine, { ...at12, open: [COURSE] });
  expect(all[0]).toEqual({ course_key: COURSE, by: 'day', date: dateOf(0), learners: 3, watched: 2, tried: 0 });
});

it('The hours of the week have each learner once, with the days on which anybody came', async () => {
  const { own } = test.engine.databases;
  let n = 0;
  const did = (learner: string, day: number, time: string, over: object = {}) => ({
    course_key: COURSE,
    learner,
    time: `${dateOf(day)} ${time}`,
    event_id: `00000000-0000-4000-8000-${String((n += 1)).padStart(12, '0')}`,
    verb: 'navigated',
    block_id: 'q1',
    ...over,
  });
  await test.engine.insert(`${own}.events`, [
    did('ada', 0, '09:59:59.999999'),
    did('ada', 0, '10:00:00'),
    did('ada', 7, '10:59:59'), // the same hour of the next Monday
    did('ben', 7, '10:30:00'),
    did('cyd', 1, '10:30:00'), // who left counts as well
    did('eve', 0, '10:30:00'), // never registered
    did('dan', 0, '10:30:00', { verb: 'registered', block_id: COURSE }), // enrolling is nothing done
    did('ben', 14, '10:00:00'), // later than asked for
  ]);
  const rows = (over: object = {}) =>
    activeByHour.run(test.engine, { ...who, until: `${dateOf(14)} 10:00:00`, ...over });
  expect(await rows()).toEqual([
    { weekday: 1, hour: 9, learners: 1, dates: [dateOf(0)] },
    { weekday: 1, hour: 10, learners: 2, dates: [dateOf(0), dateOf(7)] },
    { weekday: 2, hour: 10, learners: 1, dates: [dateOf(1)] },
  ]);
  const [, all] = await rows({ registered_only: 0 });
  expect(all).toMatchObject({ weekday: 1, hour: 10, learners: 3 });
});

it('Activity by month counts a learner of two courses once', async () => {
  const run = (courses: string[], open: string[]) => activeByMonth.run(test.engine, { courses, open });
  expect(await run([COURSE, OTHER], [])).toEqual([
    { month: '2026-03', learners: 3 },
    { month: '2026-04', learners: 1 },
  ]);
  expect(await run([COURSE], [COURSE])).toEqual([{ month: '2026-03', learners: 4 }]);
});

it('The days with events of a course are those of anybody who counts, each once', async () => {
  const day = (n: number): number => Date.parse(dateOf(n)) / 86_400_000;
  const run = (open: string[]) => daysWithEvents.run(test.engine, { courses: [COURSE, OTHER], open });
  expect(await run([])).toEqual([
    { course_key: COURSE, days: [day(0), day(1), day(7)] },
    { course_key: OTHER, days: [day(40)] },
  ]);
  expect(await daysWithEvents.run(test.engine, { courses: ['course-v1:No+Such+1'], open: [] })).toEqual([]);
});

it('The usual gap of a course is the median of the days between its days with events', () => {
  expect(usualGap([10, 11, 12, 13])).toBeNull(); // too few
  expect(usualGap([10, 11, 12, 13, 20])).toBe(1); // 1, 1, 1, 7
  expect(usualGap([10, 12, 15, 17, 20])).toBe(2.5); // 2, 3, 2, 3
});

it('Organisations count a learner of two courses once', async () => {
  const courses = [COURSE, OTHER];
  expect(await learnersByOrg.run(test.engine, { courses, orgs: ['Edu', 'Edu'], open: [] })).toEqual([
    { org: 'Edu', learners: 4, enrolled: 3 },
  ]);
  expect(await learnersByOrg.run(test.engine, { courses, orgs: ['A', 'B'], open: [COURSE] })).toEqual([
    { org: 'A', learners: 5, enrolled: 5 },
    { org: 'B', learners: 1, enrolled: 1 },
  ]);
});

it('Reach inside sections counts at least one, and all', async () => {
  const rows = await reachedInside.run(test.engine, {
    ...who,
    places: ['s1', 's2'],
    units: [1, 2],
    problems: [1, 1],
    videos: [1, 0],
  });
  expect(rows.filter(({ place }) => place !== '')).toEqual([
    { place: 's1', units_any: 2, units_all: 2, problems_any: 2, problems_all: 2, videos_any: 2, videos_all: 2 },
    { place: 's2', units_any: 1, units_all: 0, problems_any: 1, problems_all: 1, videos_any: 0, videos_all: 0 },
  ]);
});

it('Tenths are made of grades and of completion; of completion only of who did anything', async () => {
  const rows = await tenths.run(test.engine, { courses: [COURSE], open: [], blocks: [10], units: [4] });
  expect(rows.map(({ course_key: _, ...row }) => row)).toEqual([
    { what: 'done', tenth: 0, learners: 2, total: 0 },
    { what: 'done', tenth: 9, learners: 1, total: 1 },
    { what: 'grade', tenth: 5, learners: 1, total: 0.55 },
    { what: 'grade', tenth: 9, learners: 1, total: 0.95 },
    { what: 'units', tenth: 0, learners: 1, total: 0 },
    { what: 'units', tenth: 2, learners: 1, total: 0.25 },
    { what: 'units', tenth: 5, learners: 1, total: 0.5 },
  ]);
});

it('Middle halves are of those who did anything', async () => {
  const [whole] = await courseHalves.run(test.engine, { ...who, units: 4 });
  expect(whole).toEqual({
    learners: 3,
    triers: 2,
    days: [1, 1, 3], // 1, 1, 3
    progress: [0, 0.25, 0.5],
    tried: [0, 1, 2],
    first_try: [0, 0.5, 0.5], // of two learners
    watched: [0, 30, 90],
  });
  const places = await middleHalves.run(test.engine, who);
  expect(places.find(({ place }) => place === 's1')).toEqual({
    place: 's1',
    learners: 3,
    units: [0, 1, 1],
    problems: [0, 1, 1],
    videos: [0, 1, 1],
  });
  // only one of the three did anything in the second section
  expect(places.find(({ place }) => place === 's2')).toMatchObject({ learners: 3, units: [0, 0, 1] });
});

it('First attempts are counted by days that end at the hour of a moment: one at that very second is in', async () => {
  const noon = 12 * 3600;
  const tried = async (registered_only: number) =>
    (await firstTriesByDay.run(test.engine, { ...who, registered_only, phases: [0, noon] })).map((row) => ({
      ...row,
      day: row.day - at(0) / 86_400,
    }));
  // ada and cyd tried p1 on day 1 at midnight, ada p2 a minute later
  const expected = [
    { block: 'p1', phase: 0, day: 1, tried: 2, n_right: 1 },
    { block: 'p1', phase: noon, day: 1, tried: 2, n_right: 1 },
    { block: 'p2', phase: 0, day: 2, tried: 1, n_right: 0 },
    { block: 'p2', phase: noon, day: 1, tried: 1, n_right: 0 },
  ];
  expect(await tried(1)).toEqual(expected);
});

it('Completion is sent where somebody who counts completed a block', async () => {
  const sent = async (course: string) => (await sendsCompletion.run(test.engine, { ...who, course }))[0]?.any_done;
  expect(await sent(COURSE)).toBe(true); // ada completed ten
  expect(await sent(OTHER)).toBe(false);
});

it('Flags are counted by the day they began, of the last judgement only', async () => {
  expect(await flagsByDay.run(test.engine, { course: COURSE, at: JUDGED_AT })).toEqual([
    { rule: 'not_started', date: dateOf(8), learners: 1, last: 1 },
    { rule: 'stopped', date: dateOf(8), learners: 1, last: 1 },
    { rule: 'struggling', date: dateOf(6), learners: 1, last: 1 },
  ]);
});

it('Days are counted on which those enrolled were active, and for how many it is the last', async () => {
  expect(await enrolledNow.run(test.engine, who)).toEqual([{ learners: 3 }]);
  expect(await activeDays.run(test.engine, { ...who, at: at(7) })).toEqual([
    { date: dateOf(0), learners: 2, last: 1 },
    { date: dateOf(1), learners: 1, last: 1 }, // a course that ended as day 7 began
  ]);
  expect(await activeDays.run(test.engine, { ...who, at: at(12) })).toEqual([
    { date: dateOf(0), learners: 2, last: 1 }, // ada, ben; ben for the last time
    { date: dateOf(1), learners: 1, last: 0 },
    { date: dateOf(7), learners: 1, last: 1 },
  ]);
});

it('First attempts are counted by section and day, and since a day', async () => {
  const course = { ...who, blocks: ['p1', 'p2'], section_of: [1, 1], sections: ['s1'] };
  // ada first tried both on day 1, and p2 again on day 7: that is no first try
  expect(await triesByDay.run(test.engine, course)).toEqual([{ section: 's1', date: dateOf(1), learners: 2, last: 2 }]);
  expect(await triesByDay.run(test.engine, { ...course, section_of: [1, 2], sections: ['s1', 's2'] })).toEqual([
    { section: 's1', date: dateOf(1), learners: 2, last: 2 },
    { section: 's2', date: dateOf(1), learners: 1, last: 1 },
  ]);
  const since = (day: number) => triesSince.run(test.engine, { ...course, day: `${dateOf(day)} 00:00:00` });
  expect(await since(1)).toEqual([{ section: 's1', tried: 3, n_right: 1 }]);
  expect(await since(2)).toEqual([]);
});
