import { REACHED } from '../../../api/facts/types';
import { experimentArms } from '../../../api/metrics/experiment/experiment.query';
import type { Row } from '../../../api/store/engine';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

/** Two arms, a and b, in unit u; what follows: unit v with problems p and q, the text h, and two videos. */
const COURSE = 'experiments';
let site: TestWorkspace;
beforeAll(async () => {
  site = await openTestWorkspace('embedded');
  const reached = (learner: string, ...blocks: string[]): Row[] =>
    blocks.map((block_id) => ({ learner, block_id, reached: REACHED.activity }));
  const tried = (learner: string, block_id: string, first_right: number): Row => ({
    ...{ learner, block_id, reached: REACHED.activity, tried: 1, first_right },
  });
  const rows: Row[] = [
    // of the two problems one correct: 1/2; of the two blocks one completed: 1/2; 30 of 40 seconds of w, 20 of 60 of x
    ...reached('ann', 'u', 'a', 'v'),
    tried('ann', 'p', 1),
    { ...tried('ann', 'q', 0), completed: 1 },
    {
      learner: 'ann',
      block_id: 'w',
      plays: 1,
      seen: [
        [0, 10],
        [20, 40],
      ],
    },
    { learner: 'ann', block_id: 'x', plays: 1, seen: [[50, 70]] },
    // went no further
    ...reached('bob', 'u', 'a'),
    // one problem, correct; saw all of w, beyond its end too
    ...reached('cyd', 'u', 'b', 'v'),
    tried('cyd', 'p', 1),
    { learner: 'cyd', block_id: 'w', plays: 2, seen: [[0, 45]] },
    // met both arms
    ...reached('dan', 'u', 'a', 'b', 'v'),
    // reached the unit and no arm; and what follows without the unit
    ...reached('eve', 'u', 'v'),
    ...reached('fay', 'v'),
    { learner: 'fay', block_id: 'h', reached: REACHED.completion, completed: 1 },
    // is no learner; did nothing that is asked about
    ...reached('gus', 'u', 'a', 'v').map((row) => ({ ...row, registered: 0 })),
    ...reached('hal', 'elsewhere'),
  ];
  await site.engine.insert(
    `${site.engine.databases.own}.facts`,
    rows.map((row) => ({ course_key: COURSE, version: 1, registered: 1, ...row })),
  );
});
afterAll(() => site.close());

const ARGS = {
  ...{ course: COURSE, registered_only: 1, arms: ['a', 'b'], unit: 'u', next: 'v', problems: ['p', 'q'] },
  ...{ completable: ['q', 'h'], videos: ['w', 'x'], lengths: [40, 60] },
};

it('The sums of an experiment are of what the learners of each arm did with what follows', async () => {
  const rows = new Map((await experimentArms.run(site.engine, ARGS)).map(({ arm, ...row }) => [arm, row]));
  // ann, bob, dan
  expect(rows.get('a')).toEqual({
    ...{ learners: 3, in_unit: 3, in_arms: 3, reached: 2 },
    // ann: 1 of 2
    ...{ first_n: 1, first_sum: 5000, first_squares: 25_000_000 },
    // ann: 1 of 2; bob and dan none
    ...{ completed_n: 3, completed_sum: 5000, completed_squares: 25_000_000 },
    // ann: 30 + 10 of 100 seconds, for x ends at 60
    ...{ watched_n: 1, watched_sum: 4000, watched_squares: 16_000_000 },
  });
  // cyd, dan
  expect(rows.get('b')).toEqual({
    ...{ learners: 2, in_unit: 2, in_arms: 2, reached: 2 },
    ...{ first_n: 1, first_sum: 10_000, first_squares: 100_000_000 },
    ...{ completed_n: 2, completed_sum: 0, completed_squares: 0 },
    ...{ watched_n: 1, watched_sum: 10_000, watched_squares: 100_000_000 },
  });
  // everybody but gus and hal
  expect(rows.get('')).toMatchObject({ learners: 6, in_unit: 5, in_arms: 4, reached: 5, first_n: 2, watched_n: 2 });
});

it('The query of an experiment takes everybody seen where nobody is registered, and finds nothing where nothing follows', async () => {
  const all = await experimentArms.run(site.engine, { ...ARGS, registered_only: 0 });
  expect(all.find(({ arm }) => arm === 'a')).toMatchObject({ learners: 4, reached: 3 });
  const last = await experimentArms.run(site.engine, {
    ...ARGS,
    ...{ next: '', problems: [], completable: [], videos: [], lengths: [] },
  });
  expect(last.find(({ arm }) => arm === 'a')).toMatchObject({
    ...{ learners: 3, reached: 0, first_n: 0, completed_n: 0, watched_n: 0 },
  });
});
