import { type Judgement, isJudged, judge, since, usualGap } from '../../../api/metrics/learners/rules';
import { DEFAULT_THRESHOLDS as T } from '@marginalia/contract';
import { activityOf, chapter, COURSE, event, healthyClass, problem, START, viewOf, WEEKS } from './healthyClass';

const DAY = 86_400;
const day = (n: number, hour = 12): number => START + n * DAY + hour * 3600;
const registered = event(START - DAY, 'registered', COURSE, { mode: 'verified' });
const view = viewOf(healthyClass(1, 60));
const rules = (judgement: Judgement): string[] => judgement.flags.map((flag) => flag.rule);
const visit = (n: number) => event(day(n), 'navigated', 'sequential-0');
const tries = (n: number, s: number, p: number, attempts: boolean[], gap = 60) =>
  attempts.map((success, i) =>
    event(day(n) + p * 600 + (i + 1) * gap, 'evaluated', problem(s, p), { attempt: i + 1, success }),
  );
const before = (n: number, p: number) => event(day(n) + p * 600, 'initialized', `page-${p}`);

describe('not started', () => {
  it('Not started holds a week after the course began, not after the earlier registration', () => {
    const learner = activityOf([registered]);
    expect(rules(judge(learner, START + 7 * DAY - 1, view, T))).toEqual([]);
    expect(judge(learner, START + 7 * DAY - 1, view, T).state).toBe('not_enough_evidence');
    expect(judge(learner, START + 7 * DAY, view, T)).toMatchObject({
      state: 'not_started',
      flags: [{ rule: 'not_started', registeredAt: START - DAY, days: 7 }],
    });
  });
  it('Not started counts from a later registration, and ends with the first thing done', () => {
    const late = event(day(20), 'registered', COURSE);
    expect(rules(judge(activityOf([late]), day(26), view, T))).toEqual([]);
    expect(rules(judge(activityOf([late]), day(27), view, T))).toEqual(['not_started']);
    expect(rules(judge(activityOf([late, visit(26)]), day(27), view, T))).toEqual([]);
  });
  it('Not started is no word about a grade that the platform sends by itself', () => {
    const graded = activityOf([registered, event(day(5), 'earned', COURSE, { scoreRaw: 0, scoreMax: 1 })]);
    expect(rules(judge(graded, day(9), view, T))).toEqual(['not_started']);
    expect(graded.grade).toBe(0);
  });
  it('Nobody is judged before registering, after leaving, and again after coming back', () => {
    const learner = activityOf([
      registered,
      event(day(3), 'unregistered', COURSE),
      event(day(6), 'registered', COURSE),
    ]);
    expect([START - 2 * DAY, day(1), day(4), day(7)].map((at) => isJudged(learner, at, view))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

describe('stopped', () => {
  it('Somebody stopped after two weeks who used to come daily', () => {
    const learner = activityOf([registered, visit(1), visit(2), visit(3)]);
    expect(rules(judge(learner, day(17, 11), view, T))).toEqual([]);
    expect(judge(learner, day(17), view, T)).toMatchObject({
      state: 'stopped',
      active: false,
      flags: [
        { rule: 'stopped', lastActiveAt: day(3), days: 14, usualGapDays: 1, limitDays: 14, lastBlock: 'sequential-0' },
      ],
    });
  });
  it('Somebody stopped after twice the usual gap who comes every ten days', () => {
    const learner = activityOf([registered, visit(0), visit(10), visit(20)]);
    expect(rules(judge(learner, day(39), view, T))).toEqual([]);
    expect(rules(judge(learner, day(40), view, T))).toEqual(['stopped']);
  });
  it('Nobody stopped who passed or completed the course', () => {
    const passed = activityOf([registered, visit(1), event(day(2), 'passed', COURSE)]);
    expect(judge(passed, day(60), view, T)).toMatchObject({ state: 'passed', flags: [] });
    const failed = activityOf([registered, visit(1), event(day(2), 'passed', COURSE), event(day(3), 'failed', COURSE)]);
    expect(judge(failed, day(60), view, T).state).toBe('stopped');
    const units = Array.from({ length: 40 }, (_, n) =>
      event(day(1) + n, 'progressed', `unit-${Math.floor(n / 8)}-${n % 8}`, { progress: 100 }),
    );
    expect(rules(judge(activityOf([registered, ...units]), day(60), view, T))).toEqual([]);
    expect(rules(judge(activityOf([registered, ...units.slice(0, 37)]), day(60), view, T))).toEqual(['stopped']);
  });
  it('The usual gap is the middle one', () => {
    expect(usualGap([1])).toBeNull();
    expect(usualGap([1, 2, 12])).toBe(5.5);
  });
});

describe('struggling', () => {
  const wrong = (count: number, n = 40) =>
    activityOf([
      registered,
      visit(n),
      ...Array.from({ length: count }, (_, p) => tries(n, 0, p, [false, true])).flat(),
    ]);
  it('Who struggles has five or more problems of a section, and even the upper end well below the share of the course', () => {
    // 0 of 5: the upper end is .43; the course has about .6 there, less .2
    expect(view.firstTries(chapter(0), Infinity).tried).toBeGreaterThan(400);
    const share = view.firstTries(chapter(0), Infinity);
    const limit = share.right / share.tried - 0.2;
    const judged = judge(wrong(8), day(41), view, T);
    expect(judged.flags).toEqual([
      {
        rule: 'struggling',
        stuck: [],
        sections: [
          expect.objectContaining({ section: chapter(0), tried: 8, firstRight: 0, limit: expect.closeTo(limit, 2) }),
        ],
      },
    ]);
    // Wilson's upper end of 0 of 8: z² / (8 + z²)
    expect(JSON.stringify(judged.flags)).toContain('"high":0.3244');
    expect(rules(judge(wrong(4), day(41), view, T))).toEqual([]);
  });
  it('Struggling lapses when the section lies four weeks behind', () => {
    const learner = activityOf([
      registered,
      ...Array.from({ length: 8 }, (_, p) => tries(10, 0, p, [false, true])).flat(),
      ...[20, 30, 40].map(visit),
    ]);
    expect(rules(judge(learner, day(12), view, T))).toEqual(['struggling']);
    expect(rules(judge(learner, day(42), view, T))).toEqual([]);
  });
  it('Struggling is not judged against a share that hardly anybody made', () => {
    const few = viewOf(healthyClass(2, 4));
    expect(few.firstTries(chapter(0), Infinity).tried).toBeLessThan(50);
    expect(rules(judge(wrong(8), day(41), few, T))).toEqual([]);
  });
  it('Who struggles has three problems with five submissions and none right', () => {
    const stuck = (count: number, last: boolean) =>
      activityOf([
        registered,
        ...Array.from({ length: count }, (_, p) => tries(40, p, 0, [false, false, false, false, last])).flat(),
      ]);
    expect(judge(stuck(3, false), day(41), view, T).flags).toEqual([
      {
        rule: 'struggling',
        sections: [],
        stuck: [0, 1, 2].map((s) => ({ problem: problem(s, 0), attempts: 5 })),
      },
    ]);
    expect(rules(judge(stuck(2, false), day(41), view, T))).toEqual([]);
    expect(rules(judge(stuck(3, true), day(41), view, T))).toEqual([]);
  });
  it('A site may set other numbers', () => {
    expect(rules(judge(wrong(4), day(41), view, { ...T, strugglingProblems: 3, strugglingMargin: 0 }))).toEqual([
      'struggling',
    ]);
  });
});

describe('help without success', () => {
  const help = (helped: number, of: number, right: boolean, part = 'hint') =>
    activityOf([
      registered,
      ...Array.from({ length: of }, (_, p) => [
        ...(p < helped ? [event(day(40) + p * 600, 'asked', problem(p % 5, p), { part })] : []),
        ...tries(40, p % 5, p, [right]),
      ]).flat(),
    ]);
  it('Help is without success in half of five problems, most of them never right', () => {
    expect(judge(help(3, 6, false), day(41), view, T).flags).toContainEqual({
      rule: 'help_without_success',
      problems: 6,
      helped: 3,
      shownFirst: 0,
      neverRight: 3,
    });
    expect(rules(judge(help(2, 6, false), day(41), view, T))).not.toContain('help_without_success');
    expect(rules(judge(help(4, 4, false), day(41), view, T))).not.toContain('help_without_success');
  });
  it('Hints that lead to the answer are what hints are for; an answer shown before the first try is none', () => {
    expect(rules(judge(help(5, 5, true), day(41), view, T))).toEqual([]);
    expect(judge(help(5, 5, true, 'answer'), day(41), view, T).flags).toEqual([
      { rule: 'help_without_success', problems: 5, helped: 5, shownFirst: 5, neverRight: 0 },
    ]);
  });
});

describe('rushing', () => {
  const rush = (seconds: number, right: (p: number) => boolean, count = 8) =>
    activityOf([
      registered,
      ...Array.from({ length: count }, (_, p) => [
        before(40, p),
        ...tries(40, p % 5, p, [right(p), true], seconds),
      ]).flat(),
    ]);
  it('Rushing is eight answers within seconds, few of them right', () => {
    expect(
      judge(
        rush(3, (p) => p < 3),
        day(41),
        view,
        T,
      ).flags,
    ).toEqual([{ rule: 'rushing', answers: 8, seconds: 3, firstRight: 3 }]);
    expect(
      rules(
        judge(
          rush(8.5, (p) => p < 3),
          day(41),
          view,
          T,
        ),
      ),
    ).toEqual([]);
    expect(
      rules(
        judge(
          rush(3, (p) => p < 4),
          day(41),
          view,
          T,
        ),
      ),
    ).toEqual([]);
    expect(
      rules(
        judge(
          rush(3, (p) => p < 2, 7),
          day(41),
          view,
          T,
        ),
      ),
    ).toEqual([]);
  });
  it('Rushing does not take for haste what came by itself, or the clock of a longer pause', () => {
    const learner = activityOf([
      registered,
      ...Array.from({ length: 8 }, (_, p) => [
        event(day(40) + p * 7200, 'initialized', `page-${p}`),
        event(day(40) + p * 7200 + 3598, 'progressed', `html-${p}`, { progress: 100 }),
        event(day(40) + p * 7200 + 3600, 'evaluated', problem(p % 5, p), { attempt: 1, success: false }),
      ]).flat(),
    ]);
    expect(learner.problems.map((one) => one.latency)).toEqual(Array.from({ length: 8 }, () => null));
    expect(rules(judge(learner, day(41), view, T))).not.toContain('rushing');
  });
});

describe('states without a rule', () => {
  const work = (count: number, rightUntil: number, n = 10) =>
    activityOf([
      registered,
      ...Array.from({ length: count }, (_, i) => tries(n, Math.floor(i / 8), i % 8, [i < rightUntil, true])).flat(),
    ]);
  it('Too little to say is a state of its own', () => {
    expect(judge(activityOf([registered, visit(1), visit(2)]), day(5), view, T).state).toBe('not_enough_evidence');
    expect(judge(work(4, 4), day(11), view, T).state).toBe('not_enough_evidence');
  });
  it('Who is on track has five problems or three days; who is ahead of the time has good answers, too', () => {
    expect(judge(activityOf([registered, visit(1), visit(2), visit(3)]), day(5), view, T).state).toBe('on_track');
    expect(judge(work(5, 5), day(11), view, T).state).toBe('on_track');
    // 16 of 40 units after 11.5 of 70 days: .4 against .164 + .2
    expect(judge(work(16, 12), day(11), view, T).state).toBe('ahead');
    expect(judge(work(16, 11), day(11), view, T).state).toBe('on_track');
    expect(judge(work(14, 14), day(11), view, T).state).toBe('on_track');
  });
});

describe('since when', () => {
  it('A flag holds without a break', () => {
    const learner = activityOf([registered, visit(1), visit(2), visit(3)]);
    const at = day(20);
    const { flags } = judge(learner, at, view, T);
    expect(since(learner, at, view, T, flags)).toEqual([Math.floor(day(17) / DAY)]);
  });
});

describe('a healthy class', () => {
  it.each([1, 2, 3])('A healthy class has fewer than one in ten with any flag, in every week (class %s)', (seed) => {
    const learners = healthyClass(seed, 200);
    const own = viewOf(learners);
    for (let week = 1; week <= WEEKS; week += 1) {
      const at = START + week * 7 * DAY;
      const judged = learners.filter((of) => isJudged(of, at, own)).map((of) => judge(of, at, own, T));
      expect(judged).toHaveLength(200);
      expect(judged.filter((one) => one.flags.length > 0).length / judged.length).toBeLessThan(0.1);
    }
    const last = learners.map((of) => judge(of, START + 5 * 7 * DAY, own, T).state);
    expect(last.filter((state) => state === 'on_track' || state === 'ahead').length).toBeGreaterThan(150);
  });
});
