import type { Statement } from '../../api/demo/course';
import { correlation } from '../support/correlation';
import {
  aboutBlock,
  actorOf,
  all,
  at,
  blockNamed,
  CURRENT,
  delivered,
  demo,
  EARLIER,
  firstTries,
  inCourse,
  learnersOf,
  LENGTH,
  LMS,
  numberAt,
  share,
  TIME,
  TIME_FROM,
  TIME_TO,
  timeOf,
  verbOf,
} from './reading';

const problems = [
  ...new Set(demo.courseBlocks.filter((row) => row.course_key === CURRENT).map((row) => row.location)),
].filter((location) => location.includes('+type@problem+'));

/** Right here the first time, against the share right of the other problems, over learners with five others. */
const itemRest = (block: string): number => {
  const rest = new Map<string, number[]>();
  for (const other of problems.filter((one) => one !== block)) {
    for (const { learner, right } of firstTries(other))
      rest.set(learner, [...(rest.get(learner) ?? []), Number(right)]);
  }
  return (
    correlation(
      firstTries(block).flatMap(({ learner, right }) => {
        const others = rest.get(learner) ?? [];
        return others.length < 5 ? [] : [[Number(right), others.reduce((a, b) => a + b, 0) / others.length] as const];
      }),
    ) ?? NaN
  );
};

interface Watched {
  readonly viewers: number;
  /** Per second: by how many learners watched. */
  readonly once: number[];
  /** Per second: by how many watched twice or more. */
  readonly again: number[];
  readonly openPlays: number;
}

/** Plays up to the next pause, stop or seek; what has no such end is only counted. */
const watch = (block: string): Watched => {
  const byLearner = new Map<string, Statement[]>();
  for (const s of aboutBlock(block)) byLearner.set(actorOf(s), [...(byLearner.get(actorOf(s)) ?? []), s]);
  const length = numberAt(aboutBlock(block)[0], 'context', 'extensions', LENGTH);
  const once = Array.from({ length: Math.floor(length) }, () => 0);
  const again = once.map(() => 0);
  let openPlays = 0;
  let viewers = 0;
  for (const statements of byLearner.values()) {
    const views = once.map(() => 0);
    let from: number | null = null;
    const until = (to: number): void => {
      if (from !== null) for (let s = Math.ceil(from); s < Math.floor(to); s += 1) views[s] = (views[s] ?? 0) + 1;
      from = null;
    };
    for (const s of statements) {
      const verb = verbOf(s);
      if (verb === 'played') {
        const position = numberAt(s, 'result', 'extensions', TIME);
        if (from !== null && position > from + 1) openPlays += 1;
        from = position;
      } else if (verb === 'paused' || verb === 'terminated') {
        until(numberAt(s, 'result', 'extensions', TIME));
      } else if (verb === 'seeked') {
        const playing = from !== null;
        until(numberAt(s, 'result', 'extensions', TIME_FROM));
        if (playing) from = numberAt(s, 'result', 'extensions', TIME_TO);
      }
    }
    if (from !== null) openPlays += 1;
    if (statements.some((s) => verbOf(s) === 'played')) viewers += 1;
    views.forEach((count, second) => {
      once[second] = (once[second] ?? 0) + (count > 0 ? 1 : 0);
      again[second] = (again[second] ?? 0) + (count > 1 ? 1 : 0);
    });
  }
  return { viewers, once, again, openPlays };
};

/** Mean over the seconds [from, to). */
const mean = (curve: readonly number[], from: number, to: number): number =>
  curve.slice(from, to).reduce((a, b) => a + b, 0) / (to - from);

describe('problems', () => {
  it('A wrong key has strong learners choose another answer, and being marked right goes with being weak', () => {
    const block = blockNamed('Ten times?');
    const tries = firstTries(block);
    expect(share(tries, (one) => one.right)).toBeLessThan(0.3);
    expect(new Set(tries.filter((one) => one.right).map((one) => one.response))).toEqual(new Set(['9 times']));
    expect(share(tries, (one) => one.response === '10 times')).toBeGreaterThan(0.5);
    expect(itemRest(block)).toBeLessThan(-0.15);
    const others = problems.filter((other) => other !== block && firstTries(other).length >= 30);
    for (const other of others) expect(itemRest(other)).toBeGreaterThan(0);
  });

  it('The key was right in the earlier run', () => {
    const tries = firstTries(blockNamed('Ten times?', EARLIER), EARLIER);
    expect(tries.length).toBeGreaterThan(80);
    expect(share(tries, (one) => one.right)).toBeGreaterThan(0.5);
    expect(new Set(tries.filter((one) => one.right).map((one) => one.response))).toEqual(new Set(['10 times']));
  });

  it('A confusing distractor is what most choose who are wrong', () => {
    const wrong = firstTries(blockNamed('The last number')).filter((one) => !one.right);
    expect(wrong.length).toBeGreaterThan(60);
    expect(share(wrong, (one) => one.response === '2')).toBeGreaterThan(0.7);
  });

  it('A problem that is hard but fair has few right, who are strong elsewhere', () => {
    const block = blockNamed('The fence');
    expect(share(firstTries(block), (one) => one.right)).toBeLessThan(0.35);
    expect(itemRest(block)).toBeGreaterThan(0.4);
  });

  it('One problem is easy', () => {
    expect(share(firstTries(blockNamed('Spot the loop')), (one) => one.right)).toBeGreaterThan(0.9);
  });

  it('Few learners take hints; some have the answer shown before they try, and are right then', () => {
    const block = blockNamed('Stop the loop');
    const tries = firstTries(block);
    const asked = aboutBlock(block).filter((s) => verbOf(s) === 'asked');
    const hints = new Set(asked.filter((s) => s.object.id.includes('/hint/')).map(actorOf));
    expect(hints.size).toBeGreaterThanOrEqual(5);
    expect(hints.size).toBeLessThan(tries.length * 0.12);
    const shown = new Map(asked.filter((s) => s.object.id.endsWith('/answer')).map((s) => [actorOf(s), timeOf(s)]));
    const peeked = tries.filter((one) => (shown.get(one.learner) ?? Infinity) < one.time);
    expect(peeked.length).toBeGreaterThan(tries.length * 0.1);
    expect(peeked.length).toBeLessThan(tries.length * 0.3);
    expect(share(peeked, (one) => one.right)).toBeGreaterThan(0.95);
  });

  it('A problem is easier since it was changed', () => {
    const block = blockNamed('How many comparisons?');
    const edits = demo.courseBlocks.filter((row) => row.location === block).map((row) => Date.parse(row.edited_on));
    const changed = Math.max(...edits);
    const tries = firstTries(block);
    const before = tries.filter((one) => one.time < changed);
    const after = tries.filter((one) => one.time >= changed);
    expect(before.length).toBeGreaterThan(40);
    expect(after.length).toBeGreaterThan(40);
    expect(share(after, (one) => one.right) - share(before, (one) => one.right)).toBeGreaterThan(0.25);
  });
});

describe('videos', () => {
  it('Videos of the demo are from 40 seconds to 10 minutes long', () => {
    const lengths = all.flatMap((s) => at(s, 'context', 'extensions', LENGTH) ?? []) as number[];
    const distinct = [...new Set(lengths)].sort((a, b) => a - b);
    expect(distinct.length).toBeGreaterThan(5);
    expect([distinct[0], distinct[distinct.length - 1]]).toEqual([40, 600]);
  });

  it('A passage is watched again', () => {
    const { viewers, again } = watch(blockNamed('for, step by step'));
    expect(mean(again, 142, 164)).toBeGreaterThan(viewers * 0.35);
    expect(mean(again, 0, 130)).toBeLessThan(viewers * 0.08);
    expect(mean(again, 180, 350)).toBeLessThan(viewers * 0.08);
  });

  it('A dull middle is jumped over, and many go on after it', () => {
    const { once } = watch(blockNamed('Conditions, from the beginning'));
    expect(mean(once, 230, 300)).toBeLessThan(mean(once, 150, 190) * 0.6);
    expect(mean(once, 335, 375)).toBeGreaterThan(mean(once, 230, 300) * 1.6);
  });

  it('Many leave at one moment', () => {
    const { once } = watch(blockNamed('Weaving a carpet'));
    expect(1 - (once[262] ?? 0) / (once[246] ?? 0)).toBeGreaterThan(0.3);
    expect(1 - (once[216] ?? 0) / (once[200] ?? 0)).toBeLessThan(0.1);
    expect(1 - (once[316] ?? 0) / (once[300] ?? 0)).toBeLessThan(0.1);
  });

  it('Some tabs are closed without an event', () => {
    const { openPlays, viewers } = watch(blockNamed('Loops in the laundry'));
    expect(openPlays).toBeGreaterThan(viewers * 0.04);
    expect(openPlays).toBeLessThan(viewers * 0.2);
  });
});

describe('people', () => {
  const learners = learnersOf(CURRENT);

  it('The people of the demo are 400 here, 150 in the earlier run, eight of them in both', () => {
    const before = learnersOf(EARLIER);
    expect(learners.size).toBe(400);
    expect(before.size).toBe(150);
    expect([...learners].filter((learner) => before.has(learner))).toHaveLength(8);
  });

  it('People register in two tracks; some leave, some come back', () => {
    const enrolment = inCourse(CURRENT).filter((s) => s.object.id.includes('/course/'));
    const mode = (s: Statement): unknown =>
      at(s, 'object', 'definition', 'extensions', 'https://w3id.org/xapi/acrossx/extensions/type');
    const registered = enrolment.filter((s) => verbOf(s) === 'registered');
    const verified = new Set(registered.filter((s) => mode(s) === 'verified').map(actorOf));
    expect(verified.size).toBeGreaterThan(80);
    expect(verified.size).toBeLessThan(160);
    const left = enrolment.filter((s) => verbOf(s) === 'unregistered');
    const back = left.filter((s) => registered.some((r) => actorOf(r) === actorOf(s) && timeOf(r) > timeOf(s)));
    expect(left.length).toBeGreaterThan(10);
    expect(back.length).toBeGreaterThan(0);
    expect(back.length).toBeLessThan(left.length);
  });

  it('Staff try things out without being registered', () => {
    const staff = new Set(
      inCourse(CURRENT)
        .map(actorOf)
        .filter((actor) => !learners.has(actor)),
    );
    expect(staff.size).toBe(6);
    const verbs = new Set(
      inCourse(CURRENT)
        .filter((s) => staff.has(actorOf(s)))
        .map(verbOf),
    );
    for (const verb of ['evaluated', 'played', 'navigated', 'progressed']) expect(verbs).toContain(verb);
  });

  it('A quarter of the learners stop after the first section', () => {
    const second = ['While and until', 'Loops in the wild'];
    const sectionOf = new Map<string, string>();
    let section = '';
    for (const row of demo.courseBlocks.filter((one) => one.course_key === CURRENT)) {
      if (row.location.includes('+type@chapter+')) section = row.display_name;
      sectionOf.set(`${LMS}/xblock/${row.location}`, section);
    }
    const went = (names: readonly string[]): Set<string> =>
      new Set(
        inCourse(CURRENT)
          .filter((s) => names.includes(sectionOf.get(s.object.id) ?? ''))
          .map(actorOf),
      );
    const first = went(['Meeting loops']);
    const further = went(second);
    const lastOfFirst = new Set(firstTries(blockNamed('In other words')).map((one) => one.learner));
    const stopped = [...lastOfFirst].filter((learner) => first.has(learner) && !further.has(learner));
    expect(stopped.length).toBeGreaterThan(60);
    expect(stopped.length).toBeLessThan(140);
  });

  it('Some learners leave out a subsection, and hand in the homework weeks later', () => {
    const tried = (name: string): Set<string> => new Set(firstTries(blockNamed(name)).map((one) => one.learner));
    const [before, left, after] = [tried('Three short loops'), tried('Three conditions'), tried('Trace it')];
    const away = [...after].filter((learner) => before.has(learner) && !left.has(learner));
    expect(away.length).toBeGreaterThan(20);
    expect(away.length).toBeLessThan(80);
  });
});

describe('grades', () => {
  const inOrder = (holds: (s: Statement) => boolean): Statement[] =>
    inCourse(CURRENT)
      .filter(holds)
      .sort((a, b) => timeOf(a) - timeOf(b));
  const isCourse = (s: Statement): boolean => s.object.id.endsWith(`/course/${CURRENT}`);
  const courseGrades = inOrder((s) => verbOf(s) === 'earned' && isCourse(s));
  const subsections = inOrder((s) => verbOf(s) === 'earned' && !isCourse(s));
  const passed = inOrder((s) => verbOf(s) === 'passed');
  const last = (statements: readonly Statement[], key: (s: Statement) => string): Map<string, Statement> =>
    new Map(statements.map((s) => [key(s), s]));

  it('Grades weigh the three graded subsections alike, in whole percents', () => {
    const latest = [...last(subsections, (s) => `${actorOf(s)} ${s.object.id}`).values()];
    expect(new Set(latest.map((s) => s.object.id)).size).toBe(3);
    const grades = last(courseGrades, actorOf);
    expect(grades.size).toBeGreaterThan(300);
    for (const [learner, grade] of grades) {
      const own = latest.filter((s) => actorOf(s) === learner).map((s) => numberAt(s, 'result', 'score', 'scaled'));
      const exact = own.reduce((a, b) => a + b, 0) / 3;
      expect(Math.abs(numberAt(grade, 'result', 'score', 'raw') - exact)).toBeLessThan(0.0051);
    }
  });

  it('Grades of the demo count each problem as it was answered last', () => {
    const names = ['Select every loop that ends', 'Trace it', 'The guessing game', 'Halving', 'Leave early'];
    const problems = new Set(names.map((name) => `${LMS}/xblock/${blockNamed(name)}`));
    const homework = `${LMS}/xblock/${blockNamed('Homework: while')}`;
    const submissions = inOrder((s) => verbOf(s) === 'evaluated' && problems.has(s.object.id));
    const learners = learnersOf(CURRENT);
    const points = new Map<string, number>();
    for (const s of last(submissions, (one) => `${actorOf(one)} ${one.object.id}`).values())
      if (learners.has(actorOf(s)))
        points.set(actorOf(s), (points.get(actorOf(s)) ?? 0) + numberAt(s, 'result', 'score', 'raw'));
    const graded = last(
      subsections.filter((s) => s.object.id === homework),
      actorOf,
    );
    expect(new Set(graded.keys())).toEqual(new Set(points.keys()));
    for (const [learner, s] of graded) expect(numberAt(s, 'result', 'score', 'raw')).toBe(points.get(learner));
  });

  it('Grades let about half pass, each once, who reached half of all', () => {
    const passers = new Set(passed.map(actorOf));
    expect(passed).toHaveLength(passers.size);
    expect(passers.size / learnersOf(CURRENT).size).toBeGreaterThan(0.4);
    expect(passers.size / learnersOf(CURRENT).size).toBeLessThan(0.6);
    const reached = courseGrades.filter((s) => numberAt(s, 'result', 'score', 'raw') >= 0.5);
    expect(new Set(reached.map(actorOf))).toEqual(passers);
    for (const s of courseGrades)
      expect(at(s, 'result', 'extensions', 'http://www.tincanapi.co.uk/activitytypes/grade_classification')).toBe(
        numberAt(s, 'result', 'score', 'raw') >= 0.5 ? 'Pass' : 'Fail',
      );
  });

  it('Grades of the demo are given to those who are registered only', () => {
    const learners = learnersOf(CURRENT);
    expect([...courseGrades, ...subsections, ...passed].filter((s) => !learners.has(actorOf(s)))).toEqual([]);
  });
});

describe('places and times', () => {
  const reached = (name: string): Set<string> => new Set(aboutBlock(blockNamed(name)).map(actorOf));

  it('Fewer than ten learners reached one problem, although ten people have events there', () => {
    const learners = reached('Forever').size;
    expect(learners).toBeGreaterThan(3);
    expect(learners).toBeLessThan(10);
    const block = `${LMS}/xblock/${blockNamed('Forever')}`;
    expect(new Set(all.filter((s) => s.object.id.startsWith(block)).map(actorOf)).size).toBeGreaterThanOrEqual(10);
  });

  it('Nobody opened one unit', () => {
    const ids = ['Going further', 'Books and exercises', 'Without a loop'].map((name) => blockNamed(name));
    expect(delivered.filter((s) => ids.some((id) => JSON.stringify(s).includes(id)))).toHaveLength(0);
    // nor did anybody go to its tab, the third of its subsection
    const finale = `${LMS}/xblock/${blockNamed('Finale')}`;
    const from = (s: Statement): unknown =>
      at(s, 'context', 'extensions', 'http://id.tincanapi.com/extension/starting-position');
    const to = (s: Statement): unknown =>
      at(s, 'context', 'extensions', 'http://id.tincanapi.com/extension/ending-point');
    const gone = inCourse(CURRENT).filter((s) => s.object.id === finale);
    expect(gone.length).toBeGreaterThan(0);
    for (const s of gone) {
      expect([from(s), to(s)]).not.toEqual([2, 'next unit']);
      expect(to(s)).not.toBe(3);
    }
  });

  it('One week has a spike', () => {
    const weeks = Array.from({ length: 10 }, () => 0);
    for (const s of inCourse(CURRENT)) {
      const week = Math.floor((timeOf(s) - Date.parse('2026-09-07')) / (7 * 86_400_000));
      if (week >= 0) weeks[week] = (weeks[week] ?? 0) + 1;
    }
    expect(weeks.indexOf(Math.max(...weeks))).toBe(5);
    expect(weeks[5]).toBeGreaterThan((weeks[4] ?? 0) * 1.7);
    expect(weeks[5]).toBeGreaterThan((weeks[6] ?? 0) * 1.7);
  });

  it('Most homework is handed in during the last three days', () => {
    const due = Date.parse('2026-10-19');
    const tries = ['Trace it', 'Halving', 'Leave early'].flatMap((name) => firstTries(blockNamed(name)));
    expect(share(tries, (one) => one.time < due)).toBeGreaterThan(0.9);
    expect(share(tries, (one) => one.time >= due - 3 * 86_400_000 && one.time < due)).toBeGreaterThan(0.65);
  });
});
