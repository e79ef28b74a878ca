import { courseView } from '../../../api/metrics/learners/courseView';
import type { CourseView } from '../../../api/metrics/learners/rules';
import type { LearnerActivity } from '../../../api/facts/activity';
import { LearnerHistory } from '../../../api/facts/learnerHistory';
import { BLANK_EVENT } from '../../../api/facts/eventColumns';
import { StructureIndex } from '../../../api/facts/structureIndex';
import type { CourseStructure, LearnerEvent } from '../../../api/facts/types';
import { groupBy } from '../../../api/lib/groupBy';
import { SeededRandom } from '../../simulation/random';
import { block } from '../../support/history';

/**
 * A class in which everybody is fine: all begin in the first days, come back about every two and a half days (skewed, as
 * people are), work through five sections of eight problems in ten weeks, get about six in ten right at first, most of
 * the rest later, and look up an answer now and then.
 */
export const COURSE = 'course-v1:Sim+Healthy+1';
export const START = Date.UTC(2026, 0, 5) / 1000;
const DAY = 86_400;
export const WEEKS = 10;
const SECTIONS = 5;
const PROBLEMS = 8;

export const chapter = (s: number): string => `chapter-${s}`;
export const problem = (s: number, p: number): string => `problem-${s}-${p}`;

export const structure: CourseStructure = {
  courseKey: COURSE,
  name: 'Healthy',
  version: '1',
  blocks: [
    block('course', 'course', null, 0),
    ...Array.from({ length: SECTIONS }, (_, s) => [
      block(chapter(s), 'chapter', 'course', 1),
      block(`sequential-${s}`, 'sequential', chapter(s), 1),
      ...Array.from({ length: PROBLEMS }, (__, p) => [
        block(`unit-${s}-${p}`, 'vertical', `sequential-${s}`, 1),
        block(problem(s, p), 'problem', `unit-${s}-${p}`, 1),
      ]).flat(),
    ]).flat(),
  ].map((one, order) => ({ ...one, order })),
};
export const index = new StructureIndex(structure);

let number = 0;
export const event = (seconds: number, verb: string, on: string, more: Partial<LearnerEvent> = {}): LearnerEvent => ({
  ...BLANK_EVENT,
  id: `00000000-0000-4000-8000-${String((number += 1)).padStart(12, '0')}`,
  time: Math.round(seconds * 1e6),
  verb,
  block: on,
  ...more,
});

export const activityOf = (events: readonly LearnerEvent[]): LearnerActivity =>
  new LearnerHistory(COURSE, events, index).activity();

const healthyLearner = (random: SeededRandom): LearnerActivity => {
  const ability = random.normal();
  const registered = START - random.next() * 7 * DAY;
  const events = [event(registered, 'registered', COURSE, { mode: 'audit' })];
  const all = Array.from({ length: SECTIONS * PROBLEMS }, (_, n) => [Math.floor(n / PROBLEMS), n % PROBLEMS] as const);
  let next = 0;
  for (let at = START + random.next() * 3 * DAY; at < START + WEEKS * 7 * DAY;) {
    const due = Math.ceil(((at - START) / (WEEKS * 7 * DAY)) * all.length) + 1;
    let clock = at;
    events.push(event(clock, 'navigated', 'sequential-0'));
    while (next < Math.min(due, all.length)) {
      const [s, p] = all[next]!;
      next += 1;
      clock += 20 + 200 * random.next();
      events.push(event(clock, 'initialized', `page-${s}-${p}`));
      if (random.chance(0.05)) events.push(event(clock + 5, 'asked', problem(s, p), { part: 'hint' }));
      for (let attempt = 1; attempt <= 4; attempt += 1) {
        clock += 15 + 120 * random.next();
        const success = random.chance(1 / (1 + Math.exp(-1.1 * (ability + 0.5 + 0.6 * (attempt - 1)))));
        events.push(event(clock, 'evaluated', problem(s, p), { attempt, success }));
        if (success || !random.chance(0.85)) break;
      }
    }
    // a skewed gap with a mean of about two and a half days, never longer than nine
    at += Math.min(9, 0.6 + -1.9 * Math.log(1 - random.next())) * DAY;
  }
  return activityOf(events);
};

export const healthyClass = (seed: number, learners: number): LearnerActivity[] => {
  const random = new SeededRandom(seed);
  return Array.from({ length: learners }, () => healthyLearner(random));
};

/** What the rules know of a class: its first attempts are looked at one by one. */
export const viewOf = (learners: readonly LearnerActivity[], over: Partial<CourseView> = {}): CourseView => {
  const view = courseView(index, [], {
    start: START,
    end: START + WEEKS * 7 * DAY,
    anybodyRegistered: true,
    sendsCompletion: learners.some((of) => of.done > 0),
  });
  const tries = groupBy(
    learners.flatMap((of) => of.problems.filter((one) => one.submissions.length > 0)),
    (one) => view.sectionOf(one.block),
  );
  return {
    ...view,
    firstTries: (section, at) => {
      const own = (tries.get(section) ?? []).filter((one) => one.submissions[0]! <= at);
      return { tried: own.length, right: own.filter((one) => one.right).length };
    },
    ...over,
  };
};
