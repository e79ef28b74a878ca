/** The sums of a course's blocks are stored a portion at a time: what reads them in between must not take them for whole. */
import { CourseModels } from '../../api/metrics/attention/courseModels';
import { courseModel } from '../../api/metrics/attention/courseModels.query';
import { readStates } from '../../api/metrics/class/courseSummaries.service';
import { LearnerStates } from '../../api/metrics/learners/learnerStates';
import { NO_RULES, settingsFor } from '../../api/metrics/learners/thresholds';
import { engineClock } from '../../api/store/queries/state';
import type { Engine } from '../../api/store/engine';
import { PendingTotals } from '../../api/worker/pendingTotals';
import { COURSE, PROBLEM, lines, loadText, statementsOf } from '../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

/** More blocks than go into one portion; nothing is known of them. */
const OTHERS = Array.from({ length: 600 }, (_, index) => `block-v1:Org+Num+Run+type@html+block@${index}`);

let at: TestWorkspace;
let models: CourseModels;
beforeEach(async () => {
  at = await openTestWorkspace('embedded');
  models = new CourseModels(at.engine);
  await loadText(at.workspace, lines(statementsOf(COURSE, PROBLEM, undefined, 30)));
});
afterEach(async () => {
  await models.close();
  await at.close();
});

/** The engine, with a look at the course after every portion that is stored. */
const lookedAt = (engine: Engine, look: () => Promise<void>): Engine =>
  new Proxy(engine, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return name === 'command'
        ? async (...args: Parameters<Engine['command']>) => {
            await target.command(...args);
            await look();
          }
        : value.bind(target);
    },
  });
const stored = async () => (await courseModel.run(at.engine, { course: COURSE, model: 'attention', blocks: [] }))[0];
/** Stores the sums of some blocks, in several portions, with a look at the course after each. */
const sumUp = async (blocks: readonly string[], look: () => Promise<unknown>): Promise<void> => {
  let portions = 0;
  const engine = lookedAt(at.engine, async () => {
    portions += 1;
    await look();
  });
  const totals = new PendingTotals(engine);
  totals.add(COURSE, blocks);
  await totals.refresh((await engineClock.run(at.engine, {}))[0]!.now);
  expect(portions).toBeGreaterThan(1);
};
const forgetSums = async (): Promise<void> => {
  const { own } = at.engine.databases;
  for (const table of ['block_totals', 'course_models']) await at.engine.command(`TRUNCATE TABLE ${own}.${table}`);
};

it('The list of a course is not computed before the sums of the whole course are there', async () => {
  await forgetSums();
  const computed: boolean[] = [];
  // a course that is named first is stored last all the same
  await sumUp([COURSE, ...OTHERS, PROBLEM], async () => {
    await models.ensure(COURSE);
    computed.push((await stored()) !== undefined);
  });
  expect(computed).toEqual([false, true]);
  expect(JSON.parse((await stored())!.model)).toMatchObject({ learners: 30, asOf: expect.any(Number) });
});

it('The learners of a course are not judged before the sums of the whole course are there', async () => {
  await forgetSums();
  const judge = new LearnerStates(at.engine, (course) => settingsFor(NO_RULES, course));
  const judged: boolean[] = [];
  await sumUp([COURSE, ...OTHERS, PROBLEM], async () => {
    await judge.keepUp();
    judged.push((await readStates(at.engine, COURSE)).computedAt !== null);
  });
  expect(judged).toEqual([false, true]);
});

it('The list of a course is computed anew where sums were stored while it was', async () => {
  await models.ensure(COURSE);
  const computed: number[] = [];
  await sumUp([PROBLEM, ...OTHERS], async () => {
    await models.ensure(COURSE);
    computed.push((await stored())!.computed_at);
  });
  expect(new Set(computed).size).toBe(computed.length);
});
