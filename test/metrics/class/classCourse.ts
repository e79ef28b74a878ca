import type { Engine, Row } from '../../../api/store/engine';

/**
 * A class small enough to count by hand. Monday 2 March 2026 is day 0. Ada, Ben, Cyd and Dan registered on it; Cyd left
 * on day 2, Dan changed to the verified track on day 3 and never came; Eve was seen, but never registered.
 */
export const COURSE = 'course-v1:Edu+Class+1';
export const OTHER = 'course-v1:Edu+Other+1';
export const MONDAY = Date.UTC(2026, 2, 2) / 1000;
export const DAY = 86_400;
export const at = (day: number, seconds = 0): number => MONDAY + day * DAY + seconds;
export const dateOf = (day: number): string => new Date(at(day) * 1000).toISOString().slice(0, 10);

const learner = (name: string, over: Row = {}): Row => ({
  course_key: COURSE,
  learner: name,
  version: 1,
  removed: 0,
  registered: 1,
  enrolled: 1,
  mode: 'audit',
  registered_at: at(0),
  moves: [{ at: at(0), enrolled: 1, mode: 'audit' }],
  first_active: 0,
  last_active: 0,
  last_block: '',
  last_verb: '',
  days: [],
  video_days: [],
  problem_days: [],
  tried: 0,
  first_right: 0,
  ever_right: 0,
  watched_seconds: 0,
  problems: [],
  units: [],
  places: [],
  place_units: [],
  place_problems: [],
  place_right: [],
  place_videos: [],
  done: 0,
  done_at: 0,
  units_at: 0,
  grade: null,
  passes: [],
  ...over,
});
const problem = (block: string, right: number, ...submissions: number[]): Row => ({
  block,
  right,
  right_at: right ? submissions[0] : 0,
  help_at: 0,
  shown_at: 0,
  latency: -1,
  submissions,
});

export const LEARNERS: Row[] = [
  learner('ada', {
    first_active: at(0, 60),
    last_active: at(7, 60),
    days: [0, 1, 7].map(dateOf),
    video_days: [dateOf(0)],
    problem_days: [dateOf(1)],
    tried: 2,
    first_right: 1,
    ever_right: 2,
    watched_seconds: 90,
    problems: [problem('p1', 1, at(1)), problem('p2', 0, at(1, 60), at(7))],
    units: [
      { unit: 'u1', at: at(0) },
      { unit: 'u2', at: at(1) },
    ],
    places: ['', 's1', 's2'],
    place_units: [2, 1, 1],
    place_problems: [2, 1, 1],
    place_right: [1, 1, 0],
    place_videos: [1, 1, 0],
    done: 10,
    done_at: at(8),
    grade: 0.95,
    passes: [
      { at: at(9), passed: 0 },
      { at: at(10), passed: 1 },
    ],
  }),
  learner('ben', {
    first_active: at(0, 30),
    last_active: at(0, 90),
    days: [dateOf(0)],
    video_days: [dateOf(0)],
    watched_seconds: 30,
    units: [{ unit: 'u1', at: at(0) }],
    places: ['', 's1'],
    place_units: [1, 1],
    place_problems: [0, 0],
    place_right: [0, 0],
    place_videos: [1, 1],
    grade: 0.55,
  }),
  learner('cyd', {
    enrolled: 0,
    moves: [
      { at: at(0), enrolled: 1, mode: 'audit' },
      { at: at(2), enrolled: 0, mode: 'audit' },
    ],
    first_active: at(1),
    last_active: at(1, 5),
    days: [dateOf(1)],
    problem_days: [dateOf(1)],
    tried: 1,
    problems: [problem('p1', 0, at(1))],
    places: ['', 's1'],
    place_units: [0, 0],
    place_problems: [1, 1],
    place_right: [0, 0],
    place_videos: [0, 0],
  }),
  learner('dan', {
    mode: 'verified',
    moves: [
      { at: at(0), enrolled: 1, mode: 'audit' },
      { at: at(3), enrolled: 1, mode: 'verified' },
    ],
  }),
  learner('eve', {
    registered: 0,
    enrolled: 0,
    mode: '',
    registered_at: 0,
    moves: [],
    first_active: at(0),
    last_active: at(0),
    days: [dateOf(0)],
  }),
  learner('ada', { course_key: OTHER, first_active: at(40), last_active: at(40), days: [dateOf(40)] }),
];

export const JUDGED_AT = '2026-03-12 00:00:00.000000';
const state = (name: string, word: string, rank: number, rules: Row = {}): Row => ({
  course_key: COURSE,
  learner: name,
  computed_at: JUDGED_AT,
  state: word,
  state_rank: rank,
  rules: [],
  since: [],
  sections: [],
  marks: '[]',
  ...rules,
});

export const STATES: Row[] = [
  state('ada', 'passed', 5),
  state('ben', 'stopped', 1, { rules: ['stopped', 'struggling'], since: [dateOf(8), dateOf(6)], sections: ['s1'] }),
  state('dan', 'not_started', 0, { rules: ['not_started'], since: [dateOf(8)] }),
  // of an earlier judgement: she has left since
  { ...state('cyd', 'rushing', 4, { rules: ['rushing'], since: [dateOf(1)] }), computed_at: '2026-03-03 00:00:00' },
];

export const fillClass = async (engine: Engine): Promise<void> => {
  const { own } = engine.databases;
  await engine.insert(`${own}.learner_activity`, LEARNERS);
  await engine.insert(`${own}.learner_states`, STATES);
};
