import { type Typed, courseGrades, mostRecentEnrollment } from '../aspectsModels';
import { type Example, DAY, P1, key, people } from './example';

const ALL = { from: null, to: null };
/** The moment at which both look: nine weeks after the made-up course began. */
const NOW = Date.UTC(2026, 4, 4, 9);
const NOW_SECONDS = 63 * DAY;
const ago = (time: string): number => (NOW - Date.parse(`${time.replace(' ', 'T')}Z`)) / 1000;
const visits = (events: readonly Typed[]): Typed[] => events.filter(({ verb }) => verb === 'navigated');
const S1 = key('sequential', 's1');

export const PEOPLE: Example[] = [
  {
    title: 'Learners at risk (T5)',
    // everybody was here seven weeks ago, and yesterday
    batches: (course) => [
      course.ten((n) => [course.goes(n, NOW_SECONDS - 49 * DAY, S1, 1), course.goes(n, NOW_SECONDS - DAY, S1, 1)]),
    ],
    // one row a learner and month: those of this week go first, then the latest of what is left is taken
    theirs: (events) => {
      const rows = new Map(visits(events).map((e) => [`${e.learner} ${e.time.slice(0, 7)}`, e]));
      return `${people([...rows.values()].filter(({ time }) => ago(time) > 7 * DAY))} at risk`;
    },
    ours: async ({ learners }) =>
      `${(await learners()).filter(({ last_at }) => ago(last_at.slice(0, 19)) > 7 * DAY).length} away for a week`,
  },
  {
    title: 'A year of history (T12)',
    batches: (course) => [course.ten((n) => [course.answers(n, NOW_SECONDS - 400 * DAY, 1, true)])],
    theirs: (events) =>
      `${people(events.filter(({ time, verb }) => verb === 'evaluated' && ago(time) < 365 * DAY))} learners`,
    ours: async ({ reports, scope }) => `${(await reports.problem(scope, P1, ALL)).learners} learners`,
  },
  {
    title: 'Current enrollment (T13)',
    batches: (course) => [course.ten((n) => (n < 4 ? [course.registers(n, DAY, 'unregistered')] : []))],
    theirs: (events) => {
      const now = mostRecentEnrollment(events).filter(({ enrollment_status }) => enrollment_status === 'registered');
      return `${people(events.filter(({ verb }) => verb === 'registered'))} enrolled on one dashboard, ${now.length} on another`;
    },
    ours: async ({ learners, reports, scope }) => {
      const { learners: ever } = await reports.outline(scope, ALL);
      return `${(await learners()).filter(({ enrolled }) => enrolled === 1).length} enrolled now, of ${ever} ever enrolled`;
    },
  },
  {
    title: 'Visits over time (T14)',
    // everybody comes in the first week, and again in the third
    batches: (course) => [course.ten((n) => [course.goes(n, DAY, S1, 1), course.goes(n, 15 * DAY, S1, 1)])],
    theirs: (events) => {
      const last = new Map(visits(events).map((e) => [`${e.learner} ${e.block_id}`, e]));
      const before = [...last.values()].filter(({ time }) => time < '2026-03-09').length;
      return `first week ${before}, third week ${last.size - before}`;
    },
    ours: async ({ reports, scope }) => {
      const reach = async (from: string, to: string) => (await reports.outline(scope, { from, to })).blocks[0]?.reach;
      return `first week ${await reach('2026-03-02', '2026-03-09')}, third week ${await reach('2026-03-16', '2026-03-23')}`;
    },
  },
  {
    title: 'Pages viewed',
    blocks: [
      ['course', 'course', [0, 0, 0]],
      ['chapter', 'c1', [1, 0, 0]],
      ['sequential', 's1', [1, 1, 0]],
      ['vertical', 'u1', [1, 1, 1]],
      ['vertical', 'u2', [1, 1, 2]],
    ],
    // from the first of two units to the second
    batches: (course) => [course.ten((n) => [course.goes(n, DAY, S1, 1)])],
    // navigation names the subsection; it is compared with the number of its units
    theirs: (events) => {
      const pages = new Set(visits(events).map(({ block_id }) => block_id)).size;
      return `${people(visits(events))} viewed ${pages === 2 ? 'all pages' : 'at least one page'} of 2`;
    },
    ours: async ({ reports, scope }) => {
      const units = (await reports.outline(scope, ALL)).blocks.filter(({ type }) => type === 'vertical');
      return `the units reached by ${units.map(({ reach }) => reach).join(' and ')}`;
    },
  },
  {
    title: 'Grades after failing',
    batches: (course) => [
      course.ten((n) => [course.graded(n, DAY, 'earned', 0.48, 'Fail'), course.graded(n, 2 * DAY, 'failed')]),
    ],
    theirs: (events) => [...new Set(courseGrades(events).map(({ course_grade }) => `grade ${course_grade}`))].join(),
    ours: ({ events }) => {
      const last = new Map(
        events.filter((e) => e.verb === 'earned' && e.score_scaled !== null).map((e) => [e.learner, e.score_scaled]),
      );
      return Promise.resolve([...new Set([...last.values()].map((score) => `grade ${score}`))].join());
    },
  },
  {
    title: 'No grade yet',
    batches: (course) => [course.ten(() => [])],
    theirs: (events) => {
      const state = new Set(events.filter(({ verb }) => verb === 'earned' || verb === 'passed').map((e) => e.learner));
      return `${people(events.filter(({ learner }) => !state.has(learner)))} failed, with 0-9%`;
    },
    ours: async ({ reports, scope, events }) => {
      const graded = people(events.filter(({ score_scaled, verb }) => verb === 'earned' && score_scaled !== null));
      return `${(await reports.outline(scope, ALL)).learners} learners, ${graded} with a grade`;
    },
  },
];
