import { type CourseView, type Judgement, judge, since } from '../../../api/metrics/learners/rules';
import { DEFAULT_THRESHOLDS as T } from '@marginalia/contract';
import type { LearnerActivity } from '../../../api/facts/activity';
import type { LearnerEvent } from '../../../api/facts/types';
import { activityOf, chapter, COURSE, event, healthyClass, problem, START, viewOf, WEEKS } from './healthyClass';

/**
 * By which moment, which class and which course the rules go. A course of ten weeks from Monday 5 January 2026, five
 * sections of eight units with one problem each; what is expected is worked out by hand.
 */
const DAY = 86_400;
const END = START + WEEKS * 7 * DAY;
const day = (n: number, hour = 12): number => START + n * DAY + hour * 3600;
const date = (seconds: number): number => Math.floor(seconds / DAY);
const registered = event(START - DAY, 'registered', COURSE, { mode: 'verified' });
const visit = (n: number) => event(day(n), 'navigated', 'sequential-0');
const tries = (at: number, s: number, p: number, attempts: boolean[]) =>
  attempts.map((success, i) => event(at + i, 'evaluated', problem(s, p), { attempt: i + 1, success }));
const units = (from: number, count: number, at: number): LearnerEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const n = from + i;
    return event(at + i, 'progressed', `unit-${Math.floor(n / 8)}-${n % 8}`, { progress: 100 });
  });
const rules = (judgement: Judgement): string[] => judgement.flags.map((flag) => flag.rule);
const view = viewOf(healthyClass(1, 60));

describe('who completed the course did not stop', () => {
  // 38 of 40 units are 95 %; of the 40 problems none is completed
  const reachedAll = activityOf([registered, ...units(0, 38, day(1))]);
  const done = (count: number) =>
    activityOf([
      registered,
      ...Array.from({ length: count }, (_, n) =>
        event(day(1) + n, 'progressed', problem(Math.floor(n / 8), n % 8), { progress: 100 }),
      ),
    ]);
  it('Who completed the course did not stop: by completion, where the course sends it, and not by the units reached', () => {
    const sending = { ...view, sendsCompletion: true };
    expect(judge(reachedAll, day(31), sending, T).state).toBe('stopped');
    expect(rules(judge(done(37), day(31), sending, T))).toEqual(['stopped']);
    expect(rules(judge(done(38), day(31), sending, T))).toEqual([]);
  });
  it('Who completed the course did not stop: by the units reached, where no completion is sent', () => {
    expect(rules(judge(reachedAll, day(31), { ...view, sendsCompletion: false }, T))).toEqual([]);
  });
});

describe('help without success', () => {
  /** Five problems: each wrong at first, helped, right in the end. */
  const helped = (part: string, shownAt: number, rightAt: number) =>
    activityOf([
      registered,
      ...Array.from({ length: 5 }, (_, p) => [
        event(day(40) + p * 600, 'evaluated', problem(0, p), { attempt: 1, success: false }),
        event(day(40) + p * 600 + shownAt, 'asked', problem(0, p), { part }),
        event(day(40) + p * 600 + rightAt, 'evaluated', problem(0, p), { attempt: 2, success: true }),
      ]).flat(),
    ]);
  it('Help without success counts a problem that was right only after the answer was shown, also where it was attempted before', () => {
    expect(judge(helped('answer', 60, 120), day(41), view, T).flags).toContainEqual({
      rule: 'help_without_success',
      problems: 5,
      helped: 5,
      shownFirst: 5,
      neverRight: 0,
    });
  });
  it('Help without success does not count an answer looked at after it was right, nor a hint before it', () => {
    expect(rules(judge(helped('answer', 120, 60), day(41), view, T))).not.toContain('help_without_success');
    expect(rules(judge(helped('hint', 60, 120), day(41), view, T))).not.toContain('help_without_success');
  });
  it('Help without success holds from half of the helped problems on', () => {
    const vain = (count: number) =>
      activityOf([
        registered,
        ...Array.from({ length: 6 }, (_, p) => [
          event(day(40) + p * 600, 'asked', problem(0, p), { part: 'hint' }),
          ...tries(day(40) + p * 600 + 60, 0, p, [p >= count]),
        ]).flat(),
      ]);
    expect(rules(judge(vain(3), day(41), view, T))).toContain('help_without_success');
    expect(rules(judge(vain(2), day(41), view, T))).not.toContain('help_without_success');
  });
});

describe('a moment before the present one', () => {
  it('A moment knows nothing of help, completion or visits that came after it', () => {
    const [then, later] = [day(40, 18), day(41, 18)];
    const helpedLater = activityOf([
      registered,
      ...Array.from({ length: 5 }, (_, p) => [
        ...tries(day(40) + p * 60, 0, p, [false]),
        event(day(41) + p * 60, 'asked', problem(0, p), { part: 'hint' }),
      ]).flat(),
    ]);
    expect(rules(judge(helpedLater, then, view, T))).not.toContain('help_without_success');
    expect(rules(judge(helpedLater, later, view, T))).toContain('help_without_success');

    const completedLater = activityOf([registered, ...units(0, 37, day(1)), ...units(37, 3, day(60))]);
    expect(rules(judge(completedLater, day(59), view, T))).toEqual(['stopped']);
    expect(rules(judge(completedLater, day(99), view, T))).toEqual([]);

    const cameThatEvening = activityOf([registered, visit(1), event(day(20, 20), 'navigated', 'sequential-0')]);
    expect(rules(judge(cameThatEvening, day(20, 12), view, T))).toEqual(['stopped']);
    expect(rules(judge(cameThatEvening, day(20, 21), view, T))).toEqual([]);
  });
});

describe('limits', () => {
  it('The limits are part of what they bound: half right is succeeding, and four right of ten is no rushing', () => {
    const answers = (right: number) =>
      activityOf([
        registered,
        ...Array.from({ length: 10 }, (_, n) => [
          event(day(40) + n * 600, 'initialized', `page-${n}`),
          ...tries(day(40) + n * 600 + 3, Math.floor(n / 8), n % 8, [n < right]),
        ]).flat(),
      ]);
    expect(judge(answers(5), day(41), view, T).succeeding).toBe(true);
    expect(judge(answers(4), day(41), view, T).succeeding).toBe(false);
    expect(rules(judge(answers(4), day(41), view, T))).not.toContain('rushing');
    expect(rules(judge(answers(3), day(41), view, T))).toContain('rushing');
  });

  it('The first attempt counts for rushing while it is recent, whenever somebody came back to it', () => {
    const quick = Array.from({ length: 8 }, (_, p) => [
      event(day(1) + p * 600, 'initialized', `page-${p}`),
      ...tries(day(1) + p * 600 + 3, 0, p, [false]),
      event(day(50) + p * 600, 'evaluated', problem(0, p), { attempt: 2, success: true }),
    ]).flat();
    expect(rules(judge(activityOf([registered, ...quick]), day(2), view, T))).toContain('rushing');
    expect(rules(judge(activityOf([registered, ...quick]), day(51), view, T))).not.toContain('rushing');
  });

  it('The share of good answers is not missed by a rounding', () => {
    // 0.56 times 25 is a little more than 14 in binary
    const right = activityOf([
      registered,
      ...Array.from({ length: 25 }, (_, n) => tries(day(1) + n * 60, Math.floor(n / 8), n % 8, [n < 14])).flat(),
    ]);
    const mild = { ...T, aheadShare: 0.56, strugglingMargin: 1, rushingAnswers: 99 };
    expect(judge(right, day(3), view, mild).state).toBe('ahead');
  });
});

describe('ahead', () => {
  const work = (count: number) =>
    activityOf([
      registered,
      ...Array.from({ length: count }, (_, n) => tries(day(1) + n * 60, Math.floor(n / 8), n % 8, [true])).flat(),
    ]);
  it('Ahead is said of nobody in a course without a known end', () => {
    expect(judge(work(40), day(3), { ...view, end: null }, T).state).toBe('on_track');
    expect(judge(work(40), day(3), view, T).state).toBe('ahead');
  });
  it('Ahead is said of nobody where the course is over, or less time is left than the lead', () => {
    expect(judge(work(40), END, view, { ...T, stoppedDays: 99 }).state).toBe('on_track');
    expect(judge(work(40), END, view, { ...T, stoppedDays: 99, aheadLead: 0 }).state).toBe('on_track');
    // 56 of 70 days are four fifths: all of the units are a fifth more; an hour later nobody can have that
    const fourFifths = START + 56 * DAY;
    const patient = { ...T, stoppedDays: 99 };
    expect(judge(work(40), fourFifths, view, patient).state).toBe('ahead');
    expect(judge(work(40), fourFifths + 3600, view, patient).state).toBe('on_track');
  });
  it('Ahead takes the whole lead: 12 of 40 units after a tenth of the time, not 11', () => {
    const tenth = START + 7 * DAY;
    expect(judge(work(12), tenth, view, T).state).toBe('ahead');
    expect(judge(work(11), tenth, view, T).state).toBe('on_track');
  });
});

describe('rushing', () => {
  const rush = (seconds: number) =>
    activityOf([
      registered,
      ...Array.from({ length: 8 }, (_, p) => [
        event(day(40) + p * 600, 'initialized', `page-${p}`),
        event(day(40) + p * 600 + seconds, 'evaluated', problem(0, p), { attempt: 1, success: false }),
      ]).flat(),
    ]);
  it('Rushing holds at eight seconds or less', () => {
    expect(rules(judge(rush(8), day(41), view, T))).toContain('rushing');
    expect(rules(judge(rush(8.001), day(41), view, T))).not.toContain('rushing');
  });
});

describe('not started', () => {
  const moves = [
    registered,
    event(day(20), 'unregistered', COURSE),
    event(day(40), 'registered', COURSE, { mode: 'audit' }),
    event(day(43), 'registered', COURSE, { mode: 'verified' }),
  ];
  const learner = activityOf(moves);
  it('Not started counts from the beginning of the stay after leaving and coming back; a change of track begins none', () => {
    expect(rules(judge(learner, day(47) - 1, view, T))).toEqual([]);
    expect(judge(learner, day(47), view, T).flags).toEqual([{ rule: 'not_started', registeredAt: day(40), days: 7 }]);
  });
  it('Not started holds since a day of the present stay', () => {
    expect(since(learner, day(60), view, T, judge(learner, day(60), view, T).flags)).toEqual([date(day(47))]);
    expect(since(learner, day(15), view, T, judge(learner, day(15), view, T).flags)).toEqual([date(day(7))]);
  });
});

describe('since when a flag holds', () => {
  it('A flag goes back to its true beginning, however long ago', () => {
    const learner = activityOf([registered, visit(1), visit(2), visit(3)]);
    // 14 days after day 3, told on day 66: seven weeks ago
    expect(since(learner, day(66), view, T, judge(learner, day(66), view, T).flags)).toEqual([date(day(17))]);
    const never = activityOf([registered]);
    // after seven days at midnight: the first noon is that of day 7
    expect(since(never, day(66), view, T, judge(never, day(66), view, T).flags)).toEqual([date(day(7))]);
  });
  it('A flag begins anew where the flag lapsed in between', () => {
    const learner = activityOf([registered, visit(1), visit(20), visit(21)]);
    // once two weeks after day 1; the middle gap is 10 days then, so that 20 days have to pass
    expect(since(learner, day(66), view, T, judge(learner, day(66), view, T).flags)).toEqual([date(day(41))]);
  });
  it('A flag of a course without registrations ends where the learner first came', () => {
    const open: CourseView = { ...view, anybodyRegistered: false };
    const learner = activityOf([visit(1)]);
    expect(since(learner, day(66), open, T, judge(learner, day(66), open, T).flags)).toEqual([date(day(15))]);
  });
  it('A flag ends on the day a passing grade was taken back', () => {
    const learner = activityOf([
      registered,
      visit(1),
      event(day(30), 'passed', COURSE),
      event(day(40), 'failed', COURSE),
    ]);
    expect(since(learner, day(66), view, T, judge(learner, day(66), view, T).flags)).toEqual([date(day(40))]);
  });
});

describe('the share of a section', () => {
  /** Eleven learners who tried five problems an hour before the moment, ten of them rightly. */
  const at = day(40);
  const own = (right: boolean): LearnerActivity =>
    activityOf([registered, ...Array.from({ length: 5 }, (_, p) => tries(at - 3600 + p, 0, p, [right])).flat()]);
  const all = [own(false), ...Array.from({ length: 10 }, () => own(true))];
  it('The share of a section counts attempts of the same day up to the same moment as those of the learner', () => {
    const same = viewOf(all);
    // 50 of 55 are right; 0 of 5 has an upper end of .434, the limit is .709
    expect(same.firstTries(chapter(0), at)).toEqual({ tried: 55, right: 50 });
    expect(rules(judge(all[0]!, at, same, T))).toEqual(['struggling']);
    expect(rules(judge(all[1]!, at, same, T))).toEqual([]);
  });
});

describe('problems that were taken out of the course', () => {
  const gone = (n: number, success: boolean, more: Partial<LearnerEvent> = {}) =>
    event(day(40) + n * 60, 'evaluated', `old-${n}`, { attempt: 1, success, ...more });
  it('Problems that were taken out of the course are in no total of the learner', () => {
    const both = activityOf([registered, gone(1, true), ...tries(day(40), 0, 0, [false, true])]);
    expect(both).toMatchObject({ tried: 1, firstRight: 0, everRight: 1 });
    expect(both.places.find(({ place }) => place === '')).toMatchObject({ problems: 1, right: 0 });
    // the tables of problems still list it
    expect(both.problems.map(({ block }) => block)).toEqual([problem(0, 0), 'old-1']);
  });
  it('Problems that were taken out of the course are no evidence: neither of being on track nor of being stuck', () => {
    const five = activityOf([registered, ...Array.from({ length: 5 }, (_, n) => gone(n, true))]);
    expect(judge(five, day(41), view, T)).toMatchObject({ state: 'not_enough_evidence', succeeding: null });
    const stuck = activityOf([
      registered,
      ...Array.from({ length: 3 }, (_, n) =>
        Array.from({ length: 5 }, (__, i) =>
          event(day(40) + n * 60 + i, 'evaluated', `old-${n}`, { attempt: i + 1, success: false }),
        ),
      ).flat(),
    ]);
    expect(rules(judge(stuck, day(41), view, T))).toEqual([]);
  });
});
