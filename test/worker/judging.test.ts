import { DEFAULT_THRESHOLDS, NO_RULES, settingsFor } from '../../api/answers/learners/thresholds';
import { openServices } from '../../api/services';
import { readStates } from '../../api/services/instructor/courseSummaries';
import { LearnerStates } from '../../api/worker/learnerStates';
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

it('judges a course the first time once its facts are whole, and not before', async () => {
  await loadText(at.workspace, lines(all));
  behind = true;
  expect(await states.keepUp()).toBeGreaterThan(0);
  expect((await readStates(at.engine, COURSE)).computedAt).toBeNull();
  behind = false;
  expect(await states.keepUp()).toBeNull();
  expect((await readStates(at.engine, COURSE)).stored).toMatchObject({ learners: 30 });
});

it('says nothing by what is outgrown, says since when, and judges anew without the usual wait', async () => {
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

it('goes on by what it has where a little came in, and waits with judging it', async () => {
  await loadText(at.workspace, lines(all.slice(0, -1)));
  await states.keepUp();
  const before = await readStates(at.engine, COURSE);
  await loadText(at.workspace, lines(all));
  await states.keepUp();
  expect(await readStates(at.engine, COURSE)).toEqual(before);
  expect(before.computedAt).not.toBeNull();
});
