/** The sums of a course's blocks are stored a portion at a time: what reads them in between must not take them for whole. */
import { CourseModels } from '../../api/metrics/attention/courseModels';
import { courseModel } from '../../api/metrics/attention/courseModels.query';
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
const now = async (): Promise<number> => (await engineClock.run(at.engine, {}))[0]!.now;
const stored = async () => (await courseModel.run(at.engine, { course: COURSE, model: 'attention', blocks: [] }))[0];
const sumUp = async (blocks: readonly string[]): Promise<number> => {
  let portions = 0;
  const totals = new PendingTotals(
    lookedAt(at.engine, async () => {
      portions += 1;
      await models.ensure(COURSE);
    }),
  );
  totals.add(COURSE, blocks);
  await totals.refresh(await now());
  return portions;
};

it('The list of a course is not computed before the sums of the whole course are there', async () => {
  const { own } = at.engine.databases;
  for (const table of ['block_totals', 'course_models']) await at.engine.command(`TRUNCATE TABLE ${own}.${table}`);
  expect(await sumUp([...OTHERS, PROBLEM, COURSE])).toBeGreaterThan(1);
  await models.ensure(COURSE);
  expect(JSON.parse((await stored())!.model)).toMatchObject({ learners: 30, asOf: expect.any(Number) });
});

it('The list of a course is computed anew where sums were stored while it was', async () => {
  await models.ensure(COURSE);
  let half: number | undefined;
  const blocks = [PROBLEM, ...OTHERS];
  const totals = new PendingTotals(
    lookedAt(at.engine, async () => {
      if (half !== undefined) return;
      await models.ensure(COURSE);
      half = (await stored())!.computed_at;
    }),
  );
  totals.add(COURSE, blocks);
  await totals.refresh(await now());
  await models.ensure(COURSE);
  expect((await stored())!.computed_at).toBeGreaterThan(half!);
});
