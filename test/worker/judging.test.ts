import { NO_RULES, settingsFor } from '../../api/metrics/learners/thresholds';
import { DEFAULT_THRESHOLDS } from '@marginalia/contract';
import {
  learnerAttention,
  quadrants,
  since,
  states as standings,
  struggling,
} from '../../api/metrics/class/tables/classes';
import { openServices } from '../../api/metrics';
import { readStates } from '../../api/metrics/class/courseSummaries.service';
import { LearnerStates } from '../../api/metrics/learners/learnerStates';
import { operatorScope } from '../../api/auth/scope';
import { COURSE, PROBLEM, lines, loadText, statementsOf } from '../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

/** When the learners of a course are judged while its statements come in. */
let at: TestWorkspace;
let behind = false;
let states: LearnerStates;
beforeEach(async () => {
  at = await openTestWorkspace('embedded');
  behind = false;
  states = new LearnerStates(
    at.engine,
    (course) => settingsFor(NO_RULES, course),
    () => behind,
  );
});
afterEach(() => at.close());

const all = statementsOf(COURSE, PROBLEM, undefined, 30);
const registrations = all.filter((statement) => JSON.stringify(statement).includes('/registered'));
const attention = async () => await openServices(at.engine, 10, NO_RULES).attention.of(operatorScope(COURSE), null);

it('The judge judges a course the first time once its facts are whole, and not before', async () => {
  await loadText(at.workspace, lines(all));
  behind = true;
  expect(await states.keepUp()).toBeGreaterThan(0);
  expect((await readStates(at.engine, COURSE)).computedAt).toBeNull();
  behind = false;
  expect(await states.keepUp()).toBeNull();
  expect((await readStates(at.engine, COURSE)).stored).toMatchObject({ learners: 30 });
});

it('The judge tells the newest event that counts, not when it was judged, in the answer and in every file of it', async () => {
  await loadText(at.workspace, lines(all));
  await states.keepUp();
  const newest = all.map(({ timestamp }) => Date.parse(String(timestamp))).reduce((a, b) => Math.max(a, b));
  const answer = await openServices(at.engine, 10, NO_RULES).attention.of(operatorScope(COURSE), '2026-01-01');
  expect(Date.parse(answer.asOf ?? '')).toBe(newest);
  for (const table of [learnerAttention, standings, quadrants, struggling, since])
    expect(Date.parse(table(answer).asOf ?? '')).toBe(newest);
});

it('The judge judges anew by itself what an older version judged, and goes on with the old answer until then', async () => {
  await loadText(at.workspace, lines(all));
  await states.keepUp();
  const before = await readStates(at.engine, COURSE);
  const { own } = at.engine.databases;
  const [row] = await at.engine.rows(
    `SELECT course_key, name, block_id, source_version, learners, model FROM ${own}.course_models FINAL WHERE name = 'learners'`,
  );
  const model = JSON.stringify({ ...before.stored, flagged: 17 });
  await at.engine.command(`TRUNCATE TABLE ${own}.course_models`);
  await at.engine.insert(`${own}.course_models`, [
    { ...row, model, computed_at: '2026-03-03 00:00:00.000000', revision: 2 },
  ]);
  expect((await readStates(at.engine, COURSE)).stored?.flagged).toBe(17);
  // as after a start: nothing is remembered of the last look
  await new LearnerStates(at.engine, (course) => settingsFor(NO_RULES, course)).keepUp();
  expect((await readStates(at.engine, COURSE)).stored).toEqual(before.stored);
});

it('The judge says nothing by what is outgrown, says since when, and judges anew without the usual wait', async () => {
  expect(DEFAULT_THRESHOLDS.notStartedDays).toBe(7);
  await loadText(at.workspace, lines(registrations));
  await states.keepUp();
  const before = await attention();
  expect(before.rules.find(({ rule }) => rule === 'not_started')?.learners).toMatchObject({ count: 30, of: 30 });

  await loadText(at.workspace, lines(all));
  expect(await attention()).toMatchObject({
    computedAt: null,
    computedBefore: before.computedAt,
    flagged: { kind: 'none', reason: 'not_computed_yet' },
    states: [],
  });
  await states.keepUp();
  const after = await attention();
  expect(after.computedBefore).toBeNull();
  expect(after.rules.find(({ rule }) => rule === 'not_started')?.learners).toMatchObject({ count: 0, of: 30 });
});

it('The judge goes on by what it has where a little came in, and waits with judging it', async () => {
  await loadText(at.workspace, lines(all.slice(0, -1)));
  await states.keepUp();
  const before = await readStates(at.engine, COURSE);
  await loadText(at.workspace, lines(all));
  await states.keepUp();
  expect(await readStates(at.engine, COURSE)).toEqual(before);
  expect(before.computedAt).not.toBeNull();
});
