import { grantLearnerScope, operatorScope } from '../../../api/auth/scope';
import { StatementMaker, type Moment } from '../../../api/demo/statements';
import { NO_RULES } from '../../../api/metrics/learners/thresholds';
import { openServices } from '../../../api/metrics';
import {
  COURSE,
  HTML,
  LMS,
  PROBLEM,
  START,
  VIDEO,
  lines,
  loadCsv,
  loadText,
  structureCsv,
} from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

/**
 * A course in which nobody ever registered, from its statements: twelve learners who came one minute after another,
 * completed all of it within the hour, and answered a problem of two questions, the first of them always rightly.
 */
const LEARNERS = 12;
const make = new StatementMaker(LMS, COURSE, 'Ada');
const actor = (n: number): string => String(n).padStart(32, '0');
const moment = (n: number, minutes: number): Moment => ({
  actor: actor(n),
  time: START + (n + minutes) * 60e6,
  session: 's',
});
const answers = (second: boolean) =>
  [true, second].map((correct, at) => ({
    part: `${at + 2}_1`,
    question: 'How many?',
    interactionType: 'choice' as const,
    response: correct ? 'four' : 'five',
    correct,
  }));
const statements = Array.from({ length: LEARNERS }, (_, n) => [
  ...make.submission(moment(n, 1), PROBLEM, 1, answers(false)),
  ...make.submission(moment(n, 2), PROBLEM, 2, answers(true)),
  // the id of a statement is made of learner, verb and time
  ...[PROBLEM, VIDEO, HTML].flatMap((block, i) => make.completion(moment(n, 3 - i / 10), block)),
]).flat();

let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCsv(at.workspace, structureCsv());
  await loadText(at.workspace, lines(statements));
});
afterAll(() => at.close());

const services = () => openServices(at.engine, 10, NO_RULES);
const scope = operatorScope(COURSE);
const learners = grantLearnerScope(COURSE, { id: '7', username: 'staff' }, 'r');

it('Everybody seen is in the course where nobody ever registered: in the list, on the page and in the file', async () => {
  const { learners: rows, total } = await services().learners.list(learners, {});
  expect(total).toBe(LEARNERS);
  expect(rows.map(({ enrolled }) => enrolled)).toEqual(rows.map(() => true));
  const one = await services().learner.of(learners, rows[0]!.id);
  expect(one).toMatchObject({ enrolled: true, registeredAt: null });
  const { pages } = await services().learners.all(learners, {});
  for await (const page of pages) expect(page.every(({ enrolled }) => enrolled)).toBe(true);
});

it('Days to complete are nobody’s where nobody was registered before, though all completed it', async () => {
  const { summary } = await services().overview.of(scope, {});
  expect(summary.completed).toMatchObject({ count: LEARNERS, of: LEARNERS });
  expect(summary.daysToComplete).toEqual({ kind: 'none', reason: 'nobody_registered_before' });
});

it('A line of a learner says correct only where every question was', async () => {
  const { learners: rows } = await services().learners.list(learners, {});
  const { timeline } = await services().learner.of(learners, rows[0]!.id);
  expect(timeline.filter(({ what }) => what.startsWith('answered')).map(({ what }) => what)).toEqual([
    'answered_right',
    'answered_wrong',
  ]);
});

it('Days to complete are of those who were registered before they completed it', async () => {
  const other = await openTestWorkspace('embedded');
  try {
    // ten registered a day before they came; two only after they had completed it all
    const enrolments = Array.from({ length: LEARNERS }, (_, n) =>
      make.enrolment(moment(n, n < 10 ? -24 * 60 : 60), 'registered', 'audit'),
    ).flat();
    await loadCsv(other.workspace, structureCsv());
    await loadText(other.workspace, lines([...enrolments, ...statements]));
    const summary = async (minLearners: number) =>
      (await openServices(other.engine, minLearners, NO_RULES).overview.of(scope, {})).summary;
    // a day and three minutes
    const days = 1 + 3 / (24 * 60);
    const { daysToComplete, completed } = await summary(1);
    expect(completed).toMatchObject({ count: 12 });
    expect(daysToComplete).toMatchObject({ kind: 'value', of: 10, middle: expect.closeTo(days, 9) });
    // ten of twelve: the two others would follow
    expect((await summary(10)).daysToComplete).toMatchObject({ kind: 'withheld' });
  } finally {
    await other.close();
  }
});

it('The newest event counted is that of any kind: a grade after the last thing done, but none of who does not count', async () => {
  const other = await openTestWorkspace('embedded');
  try {
    const enrolments = Array.from({ length: 10 }, (_, n) =>
      make.enrolment(moment(n, -60), 'registered', 'audit'),
    ).flat();
    await loadCsv(other.workspace, structureCsv());
    // learners 10 and 11 never registered, and came last
    const grade = make.courseGrade(moment(0, 12.5), 0.5, 'C');
    await loadText(other.workspace, lines([...enrolments, ...statements, ...grade]));
    // half a minute after the last thing that one of the ten did, and before the others' last
    const newest = moment(0, 12.5).time / 1000;
    const { overview, groups, comparisons, site, learners: list } = openServices(other.engine, 1, NO_RULES);
    const stated = [
      (await overview.of(scope, {})).asOf,
      (await groups.of(scope, 'track:audit')).asOf,
      (await comparisons.of(scope, [], [])).asOf,
      (await site.of([scope], 'team')).asOf,
      (await list.list(learners, {})).asOf,
    ];
    expect(stated.map((one) => Date.parse(one ?? ''))).toEqual(stated.map(() => newest));
  } finally {
    await other.close();
  }
});
