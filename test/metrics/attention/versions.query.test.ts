import { firstAttemptWeeks, unitVisits } from '../../../api/metrics/attention/versions.query';
import { hintStatistics } from '../../../api/metrics/problem/itemStatistics.query';
import { REACHED } from '../../../api/facts/types';
import type { Row } from '../../../api/store/engine';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

/** What the list asks of blocks that were changed, and of hints: small courses, answers worked out by hand. */
let site: TestWorkspace;
beforeAll(async () => {
  site = await openTestWorkspace('embedded');
});
afterAll(() => site.close());

const at = (text: string): number => Date.parse(`${text}Z`) * 1000;
/** Facts of a course: what is left out is nothing. */
const facts = (course: string, rows: readonly Row[]): Promise<void> =>
  site.engine.insert(
    `${site.engine.databases.own}.facts`,
    rows.map((row) => ({ course_key: course, version: 1, registered: 1, ...row })),
  );

describe('hints', () => {
  const COURSE = 'hints';
  const first = '2026-03-02 10:00:00';
  const tried = (learner: string, everRight: number, over: Row = {}): Row => ({
    ...{ block_id: 'p', learner, tried: 1, first_right: 0, ever_right: everRight, attempts: 2, first_try_at: first },
    parts: [{ part: '' }],
    ...over,
  });
  let id = 0;
  const hint = (learner: string, time: string, over: Row = {}): Row => ({
    ...{ course_key: COURSE, learner, block_id: 'p', verb: 'asked', part: 'hint', time },
    event_id: `00000000-0000-4000-8000-${String((id += 1)).padStart(12, '0')}`,
    ...over,
  });

  beforeAll(async () => {
    await facts(COURSE, [
      tried('before, correct at once', 1, { first_right: 1, attempts: 1 }),
      tried('before, never correct', 0, { attempts: 1 }),
      tried('between, correct', 1),
      tried('between, never correct', 0),
      tried('after the only attempt', 0, { attempts: 1 }),
      tried('without, correct later', 1),
      tried('without, never correct', 0),
      tried('without, correct at once', 1, { first_right: 1, attempts: 1 }),
      tried('saw the answer, never correct', 0),
      tried('since the change', 0, { first_try_at: '2026-03-09 10:00:00' }),
      tried('not registered', 0, { registered: 0 }),
      // nobody used a hint of q
      tried('without, correct later', 1, { block_id: 'q' }),
    ]);
    await site.engine.insert(`${site.engine.databases.own}.events`, [
      hint('before, correct at once', '2026-03-02 09:59:00'),
      hint('before, never correct', '2026-03-02 09:59:00'),
      hint('between, correct', '2026-03-02 10:01:00'),
      // the first of several counts
      hint('between, correct', '2026-03-02 10:02:00'),
      hint('between, never correct', '2026-03-02 10:01:00'),
      hint('after the only attempt', '2026-03-02 10:01:00'),
      hint('saw the answer, never correct', '2026-03-02 10:01:00', { part: 'answer' }),
      hint('since the change', '2026-03-09 10:01:00'),
      hint('not registered', '2026-03-02 10:01:00'),
    ]);
  });

  it('Hints are used by who submits after one; who tries again without one stands beside them', async () => {
    const args = { course: COURSE, registered_only: 1, cut_blocks: [], cut_times: [] };
    // used: both "before", both "between", "since": five, of whom two are correct; without: three try again, one is correct
    expect(await hintStatistics.run(site.engine, args)).toEqual([
      { block: 'p', version: 0, used: 5, used_right: 2, unused: 3, unused_right: 1 },
    ]);
    expect(await hintStatistics.run(site.engine, { ...args, registered_only: 0 })).toMatchObject([{ used: 6 }]);
  });

  it('Hints are counted by versions of the problem, by the first attempt', async () => {
    const cut = { cut_blocks: ['p'], cut_times: [at('2026-03-05T00:00:00')] };
    expect(await hintStatistics.run(site.engine, { course: COURSE, registered_only: 1, ...cut })).toEqual([
      { block: 'p', version: 0, used: 4, used_right: 2, unused: 3, unused_right: 1 },
      { block: 'p', version: 1, used: 1, used_right: 0, unused: 0, unused_right: 0 },
    ]);
  });
});

describe('units near one that was changed', () => {
  const COURSE = 'visits';
  const visit = (learner: string, unit: string, day: number, over: Row = {}): Row => ({
    ...{ learner, block_id: unit, reached: REACHED.activity, first_at: `2026-03-0${day} 10:00:00` },
    ...over,
  });

  it('Units near one that was changed are counted for who came there before the change, and for who came since', async () => {
    await facts(COURSE, [
      // came before the change of u2 on the 5th: by u1, though the changed unit was only reached since
      visit('a', 'u1', 2),
      visit('a', 'u2', 7),
      visit('a', 'u3', 8),
      visit('b', 'u1', 2),
      visit('b', 'u3', 3),
      // since
      visit('c', 'u1', 6),
      visit('c', 'u3', 7),
      visit('d', 'u3', 6),
      visit('d', 'u2', 7),
      // u4 is not near u2, nor does it say when somebody came there
      visit('e', 'u4', 2),
      visit('e', 'u1', 6),
      // a block that was met and not reached, and somebody who is no learner
      visit('f', 'u1', 6, { reached: 0 }),
      visit('g', 'u1', 6, { registered: 0 }),
    ]);
    const rows = await unitVisits.run(site.engine, {
      ...{ course: COURSE, registered_only: 1, cut_blocks: ['u2'], cut_times: [at('2026-03-05T00:00:00')] },
      ...{ units: ['u2', 'u2', 'u2'], near: ['u1', 'u2', 'u3'] },
    });
    expect(rows.map(({ version, near, learners }) => [version, near, learners])).toEqual([
      [0, 'u1', 2],
      [0, 'u2', 1],
      [0, 'u3', 2],
      [1, 'u1', 2],
      [1, 'u2', 1],
      [1, 'u3', 2],
    ]);
  });
});

describe('first attempts at a problem that was changed', () => {
  it('First attempts at a problem that was changed are counted by weeks from Monday, of learners only', async () => {
    const COURSE = 'weeks';
    const tried = (learner: string, block: string, time: string | null, over: Row = {}): Row => ({
      ...{ learner, block_id: block, tried: 1, first_try_at: time },
      ...over,
    });
    await facts(COURSE, [
      tried('a', 'p', '2026-03-01 23:59:59.999999'),
      tried('b', 'p', '2026-03-02 00:00:00'),
      tried('c', 'p', '2026-03-08 12:00:00'),
      tried('d', 'p', null, { tried: 0 }),
      tried('e', 'p', '2026-03-03 12:00:00', { registered: 0 }),
      tried('a', 'other', '2026-03-03 12:00:00'),
    ]);
    const args = { course: COURSE, registered_only: 1, blocks: ['p'] };
    const [sunday, monday] = [Date.UTC(2026, 1, 23), Date.UTC(2026, 2, 2)].map((time) => time / 86_400_000);
    expect(await firstAttemptWeeks.run(site.engine, args)).toEqual([
      { block: 'p', week: sunday, learners: 1 },
      { block: 'p', week: monday, learners: 2 },
    ]);
  });
});
