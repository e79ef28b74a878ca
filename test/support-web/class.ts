import { WITHHELD, none } from '@marginalia/contract';
import type {
  ComparedCourse,
  Comparison,
  Content,
  CourseSummary,
  Group,
  Learner,
  LearnerAttention,
  LearnerRow,
  LearnerRule,
  Learners,
  MarkEvidence,
  MiddleHalf,
  Overview,
  Quantity,
  RuleCount,
} from '@marginalia/contract';
import { COURSE, key, learnerAttention, rate } from './answers';

export const SECTION = { id: key('chapter', 's1'), type: 'chapter', name: 'Loops', parent: null };

const ruleCount = (rule: LearnerRule, count: number, over: Partial<RuleCount> = {}): RuleCount => ({
  rule,
  learners: rate(count, 200, 0.02, 0.09),
  weekAgo: rate(20, 198, 0.06, 0.15),
  change: { kind: 'value', value: -0.01, low: -0.06, high: 0.04 },
  newSince: null,
  answers: { contacted: 0, fine: 0, wrong: 0, right: none('no_answers') },
  replay: {
    fired: 40,
    laterPassed: rate(9, 40),
    caught: rate(25, 60),
    daysEarly: 21,
  },
  ...over,
});

/** A class of 200: some need help, most do not. */
export const judged = (over: Partial<LearnerAttention> = {}): LearnerAttention => ({
  ...learnerAttention,
  computedAt: new Date(Date.now() - 600_000).toISOString(),
  asOf: new Date(Date.now() - 660_000).toISOString(),
  judgedAt: new Date(Date.now() - 600_000).toISOString(),
  of: 200,
  flagged: rate(38, 200, 0.14, 0.25),
  notEnough: rate(31, 200, 0.11, 0.21),
  rules: [
    ruleCount('not_started', 14, { change: { kind: 'value', value: 0.05, low: 0.01, high: 0.09 } }),
    ruleCount('stopped', 12, {
      change: { kind: 'value', value: -0.05, low: -0.09, high: -0.01 },
      answers: { contacted: 12, fine: 3, wrong: 1, right: rate(12, 16) },
    }),
    ruleCount('struggling', 9, { replay: none('no_finished_learners') }),
    ruleCount('help_without_success', 5),
    ruleCount('rushing', 0, {
      weekAgo: none('no_learners'),
      change: none('no_learners'),
      replay: { fired: 12, laterPassed: none('nobody_passed_yet'), caught: none('nobody'), daysEarly: none('nobody') },
    }),
  ],
  states: [
    { state: 'not_started', learners: 14 },
    { state: 'stopped', learners: 12 },
    { state: 'struggling', learners: { kind: 'withheld', reason: 'too_few_learners' } },
    { state: 'on_track', learners: 131 },
    { state: 'not_enough_evidence', learners: 31 },
  ],
  quadrants: [
    { active: true, succeeding: true, learners: 120 },
    { active: true, succeeding: false, learners: 30 },
    { active: false, succeeding: true, learners: 28 },
    { active: false, succeeding: false, learners: 22 },
  ],
  sections: [{ section: SECTION, of: 90, struggling: rate(9, 90, 0.05, 0.18) }],
  replayed: { kind: 'value', weeks: 12, learners: 150, passed: rate(90, 150) },
  ...over,
});

export const MARKS: Record<LearnerRule, MarkEvidence> = {
  not_started: { rule: 'not_started', since: '2026-10-20', registeredAt: '2026-10-01T08:00:00Z', days: 19.4 },
  stopped: {
    rule: 'stopped',
    since: '2026-10-20',
    lastActiveAt: '2026-10-01T08:00:00Z',
    days: 23,
    usualGapDays: 3,
    limitDays: 14,
    lastBlock: { id: key('problem', 'p1'), type: 'problem', name: 'Sorting lists', parent: null },
  },
  struggling: {
    rule: 'struggling',
    since: '2026-10-20',
    sections: [
      {
        section: { id: SECTION.id, name: 'Loops' },
        tried: 7,
        firstRight: 1,
        high: 0.51,
        limit: 0.55,
        courseShare: 0.65,
      },
    ],
    stuck: [{ problem: { id: key('problem', 'p2'), name: 'Nested loops' }, attempts: 9 }],
  },
  help_without_success: {
    rule: 'help_without_success',
    since: '2026-10-20',
    problems: 8,
    helped: 6,
    shownFirst: 4,
    neverRight: 5,
  },
  rushing: { rule: 'rushing', since: '2026-10-20', answers: 12, seconds: 4, firstRight: 2 },
};

export const learnerRow = (over: Partial<LearnerRow> = {}): LearnerRow => ({
  id: 'https://lms.test|7f3a',
  username: 'ada',
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  enrolled: true,
  track: 'verified',
  registeredAt: '2026-09-01T08:00:00Z',
  lastActiveAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
  activeDays: 12,
  progress: 0.4,
  tried: 20,
  firstRight: 8,
  everRight: 15,
  grade: 0.55,
  passed: null,
  state: 'struggling',
  marks: [MARKS.struggling],
  answers: [],
  ...over,
});

export const learners = (rows: LearnerRow[] = [learnerRow()], over: Partial<Learners> = {}): Learners => ({
  asOf: new Date().toISOString(),
  definitions: ['learnerStates', 'progress'],
  minLearners: 10,
  window: { from: null, to: null },
  course: { key: COURSE, name: 'Algorithms' },
  computedAt: new Date().toISOString(),
  total: rows.length,
  offset: 0,
  learners: rows,
  tracks: ['audit', 'verified'],
  ...over,
});

const DAYS = ['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08'];

export const summary = (over: Partial<CourseSummary> = {}): CourseSummary => ({
  at: '2026-10-09T00:00:00Z',
  learners: 212,
  enrolledNow: 181,
  active: rate(96, 181, 0.46, 0.6),
  started: rate(190, 212, 0.85, 0.93),
  passing: rate(54, 212, 0.2, 0.32),
  completed: rate(31, 212, 0.1, 0.2),
  firstTry: rate(1200, 2000, 0.58, 0.62),
  watched: 0.64,
  grade: { kind: 'value', low: 0.3, middle: 0.55, high: 0.8, of: 150 },
  daysToPass: { kind: 'value', low: 20, middle: 28, high: 41, of: 54 },
  daysToComplete: WITHHELD,
  needHelp: rate(38, 200, 0.14, 0.25),
  ...over,
});

const reachOf = (blocks: number, any: Quantity, all: Quantity) => ({ blocks, any, all });
const tenths = (counts: readonly Quantity[]) =>
  counts.map((learners, i) => ({ from: i / 10, to: (i + 1) / 10, learners }));

export const overview = (over: Partial<Overview> = {}): Overview => ({
  asOf: new Date().toISOString(),
  definitions: ['enrolledNow', 'active', 'passing', 'completed'],
  minLearners: 10,
  window: { from: null, to: null },
  course: { key: COURSE, name: 'Algorithms', org: 'Test', start: '2026-09-01', end: null, passLine: 0.65 },
  summary: summary(),
  enrolment: {
    tracks: ['audit', 'verified'],
    days: DAYS.map((date, i) => ({
      date,
      total: 150 + 10 * i,
      byTrack: [100 + 5 * i, i === 0 ? WITHHELD : 50 + 5 * i],
    })),
  },
  activity: {
    days: DAYS.map((date, i) => ({ date, learners: 60 + i, watched: 40, tried: 30 })),
    weeks: [
      { date: '2026-09-21', learners: 120, watched: 80, tried: 70, whole: true },
      { date: '2026-09-28', learners: 96, watched: 60, tried: 50, whole: true },
      { date: '2026-10-05', learners: 20, watched: 15, tried: 12, whole: false },
    ],
    hours: null,
  },
  reach: [
    { block: SECTION, units: reachOf(6, 200, 120), problems: reachOf(4, 150, 40), videos: reachOf(0, 0, 0) },
    {
      block: { id: key('sequential', 'q1'), type: 'sequential', name: 'For', parent: SECTION.id },
      units: reachOf(3, 190, 150),
      problems: reachOf(2, 140, WITHHELD),
      videos: reachOf(0, 0, 0),
    },
  ],
  grades: { graded: 150, passLine: 0.65, buckets: tenths([20, 10, WITHHELD, 14, 16, 20, 20, 15, 20, 10]) },
  completion: { source: 'units', mean: 0.52, buckets: tenths([30, 20, 20, 20, 20, 20, 20, 20, 11, 31]) },
  annotations: [
    { at: '2026-09-01T00:00:00Z', kind: 'start', text: '', block: null, id: null, by: null },
    { at: '2026-10-06T12:00:00Z', kind: 'due', text: 'Quiz 1', block: key('sequential', 'q1'), id: null, by: null },
    { at: '2026-10-07', kind: 'note', text: 'Live session', block: null, id: 'n1', by: 'grace' },
  ],
  ...over,
});

export const OTHER = 'course-v1:Test+Course+0';

const compared = (key: string, over: Partial<ComparedCourse> = {}): ComparedCourse => ({
  ...overview().course,
  key,
  summary: summary(),
  tracks: [{ track: 'audit', enrolledNow: 120 }],
  videos: { count: 12, meanSeconds: 401, seenTwice: 0.18 },
  tags: null,
  differences: [],
  ...over,
});

export const comparison = (others: ComparedCourse[] = [], over: Partial<Comparison> = {}): Comparison => ({
  asOf: new Date().toISOString(),
  definitions: ['difference', 'passing'],
  minLearners: 10,
  window: { from: null, to: null },
  courses: [compared(COURSE), ...others],
  candidates: [
    { key: OTHER, name: 'Algorithms', run: true },
    ...Array.from({ length: 5 }, (_, i) => ({ key: `course-v1:Test+Other+${i}`, name: `Other ${i}`, run: false })),
  ],
  ...over,
});

/** The run before: fewer passed for certain, the rest is unclear, and one thing is not told. */
export const before = compared(OTHER, {
  summary: summary({ passing: rate(20, 200, 0.06, 0.15), completed: WITHHELD }),
  tracks: [{ track: 'honor', enrolledNow: 80 }],
  differences: [
    { metric: 'passing', difference: { kind: 'value', value: -0.15, low: -0.22, high: -0.08 } },
    { metric: 'active', difference: { kind: 'value', value: 0.01, low: -0.09, high: 0.11 } },
    { metric: 'completed', difference: WITHHELD },
  ],
});

const half = (low: number, middle: number, high: number): MiddleHalf => ({ kind: 'value', low, middle, high, of: 190 });

export const learner = (over: Partial<Learner> = {}): Learner => {
  const block = { id: key('problem', 'p1'), type: 'problem', name: 'Sorting lists', parent: null };
  const video = { id: key('video', 'v1'), type: 'video', name: 'Recursion', parent: null };
  return {
    ...learnerRow(),
    asOf: new Date().toISOString(),
    definitions: ['progress'],
    minLearners: 10,
    window: { from: null, to: null },
    course: { key: COURSE, name: 'Algorithms' },
    computedAt: new Date().toISOString(),
    lastActivity: { at: '2026-10-06T12:00:00Z', what: 'answered_wrong', block },
    beside: {
      activeDays: half(8, 14, 20),
      progress: half(0.3, 0.5, 0.8),
      tried: half(15, 25, 30),
      firstTryShare: WITHHELD,
      watchedSeconds: half(600, 1200, 1800),
    },
    watchedSeconds: 754,
    days: [
      { date: '2026-10-01', events: 12, problems: 4, videos: 2 },
      { date: '2026-10-04', events: 3, problems: 1, videos: 0 },
    ],
    sections: [
      {
        block: SECTION,
        units: { reached: 4, of: 6, middleHalf: half(3, 5, 6) },
        problems: { tried: 3, firstRight: 1, everRight: 2, of: 4, middleHalf: none('nobody') },
        videos: { played: 1, of: 2, middleHalf: half(1, 2, 2) },
      },
      {
        block: { id: key('sequential', 'q1'), type: 'sequential', name: 'For', parent: SECTION.id },
        units: { reached: 1, of: 3, middleHalf: half(2, 3, 3) },
        problems: { tried: 2, firstRight: 0, everRight: 1, of: 2, middleHalf: WITHHELD },
        videos: { played: 0, of: 0, middleHalf: none('nobody') },
      },
    ],
    problems: [
      {
        block,
        attempts: 3,
        firstRight: false,
        everRight: true,
        firstTryAt: '2026-10-01T08:00:00Z',
        lastAt: '2026-10-02T12:00:00Z',
        hints: 1,
        answersShown: 0,
        courseFirstTry: 0.62,
        courseMeanTries: 1.64,
      },
    ],
    videos: [
      {
        block: video,
        plays: 2,
        coverage: 0.8,
        watchedSeconds: 300,
        lastAt: '2026-10-02T12:00:00Z',
        courseCoverage: 0.64,
        duration: 300,
        watched: [
          { from: 0, to: 180, times: 1 },
          { from: 180, to: 240, times: 2 },
        ],
      },
    ],
    timeline: [
      { at: '2026-10-06T12:00:00Z', what: 'answered_wrong', block },
      { at: '2026-09-01T12:00:00Z', what: 'registered', block: null },
    ],
    ...over,
  };
};

const beside = (group: Quantity, course: Quantity) => ({ group, course });

/** A group of 34 of the class of 212. */
export const group = (over: Partial<Group> = {}): Group => ({
  asOf: new Date().toISOString(),
  definitions: ['group', 'inside'],
  minLearners: 10,
  window: { from: null, to: null },
  key: 'stopped',
  group: {
    learners: 34,
    started: rate(34, 34, 0.9, 1),
    firstTry: rate(80, 200, 0.33, 0.47),
    passing: rate(0, 34, 0, 0.1),
    completed: WITHHELD,
    grade: half(0.1, 0.3, 0.4),
  },
  course: {
    learners: 212,
    started: rate(190, 212, 0.85, 0.93),
    firstTry: rate(1200, 2000, 0.58, 0.62),
    passing: rate(54, 212, 0.2, 0.32),
    completed: rate(31, 212, 0.1, 0.2),
    grade: half(0.3, 0.55, 0.8),
  },
  weeks: [
    { date: '2026-09-21', ...beside(30, 120) },
    { date: '2026-09-28', ...beside(WITHHELD, 96) },
    { date: '2026-10-05', ...beside(0, 90) },
  ],
  reach: [
    {
      block: SECTION,
      units: { blocks: 6, any: beside(34, 200), all: beside(0, 120) },
      problems: { blocks: 4, any: beside(17, 150), all: beside(WITHHELD, 40) },
      videos: { blocks: 0, any: beside(0, 0), all: beside(0, 0) },
    },
    {
      block: { id: key('sequential', 'q1'), type: 'sequential', name: 'For', parent: SECTION.id },
      units: { blocks: 3, any: beside(20, 190), all: beside(10, 150) },
      problems: { blocks: 2, any: beside(10, 140), all: beside(0, WITHHELD) },
      videos: { blocks: 0, any: beside(0, 0), all: beside(0, 0) },
    },
  ],
  grades: [],
  visits: [
    { from: 0, to: 14, never: false, group: 0, course: 90 },
    { from: 14, to: 28, never: false, group: 24, course: 40 },
    { from: 28, to: null, never: true, group: 10, course: 51 },
  ],
  enrolled: [{ from: '2026-08-31', to: '2026-09-14', group: 34, course: 181 }],
  tracks: [
    { tracks: ['audit'], group: 22, course: 120 },
    { tracks: ['verified', ''], group: 12, course: 61 },
  ],
  ...over,
});

const problemFigures = (learners: number, right: number, mean: number) => ({
  learners,
  firstTry: rate(right, learners),
  eventual: rate(learners, learners, 0.9, 1),
  meanTries: mean,
  medianTries: 1,
});
const videoFigures = (viewers: number, whole: number, coverage: number) => ({
  viewers,
  viewings: viewers * coverage * 1.5,
  coverage,
  completion: rate(whole, viewers),
  seenTwice: 0.25,
});

/** Two problems and a video; where `asked`, with a group in which few tried the second problem. */
export const content = (asked = false, over: Partial<Content> = {}): Content => ({
  asOf: new Date().toISOString(),
  definitions: ['attempted', 'firstTry'],
  minLearners: 10,
  window: { from: null, to: null },
  key: asked ? 'stopped' : null,
  problems: [
    {
      block: { id: key('problem', 'p1'), type: 'problem', name: 'Sorting lists', parent: null },
      section: 'Loops',
      subsection: 'For',
      graded: true,
      course: problemFigures(150, 90, 2.44),
      group: asked ? problemFigures(30, 6, 3.1) : null,
    },
    {
      block: { id: key('problem', 'p2'), type: 'problem', name: 'Nested loops', parent: null },
      section: '',
      subsection: '',
      graded: false,
      course: problemFigures(120, 100, 1.2),
      group: asked
        ? { learners: WITHHELD, firstTry: WITHHELD, eventual: WITHHELD, meanTries: WITHHELD, medianTries: WITHHELD }
        : null,
    },
  ],
  videos: [
    {
      block: { id: key('video', 'v1'), type: 'video', name: 'Recursion', parent: null },
      section: 'Loops',
      subsection: 'For',
      duration: 580,
      course: videoFigures(132, 58, 0.64),
      group: asked ? videoFigures(20, 4, 0.3) : null,
    },
  ],
  ...over,
});
