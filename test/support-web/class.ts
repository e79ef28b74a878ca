import { none } from '../../src/contract';
import type { LearnerAttention, LearnerRow, LearnerRule, Learners, MarkEvidence, RuleCount } from '../../src/contract';
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
    ruleCount('rushing', 0, { weekAgo: none('no_learners'), change: none('no_learners') }),
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
