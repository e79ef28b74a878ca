/** What reports of a window or a track are made of, where it is not what was asked for. */
import { WITHHELD } from '@marginalia/contract';
import { operatorScope } from '../../../api/auth/scope';
import { Reports } from '../../../api/metrics/reports';
import { loadText } from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { COURSE, evaluate, lines, register, usageKey } from '../../support/statements';

const DAY = 86_400;
const P1 = usageKey('problem', 'p1');
const scope = operatorScope(COURSE);

let id = 0;
const next = (): number => (id += 1);
/** Learners of one track who tried the problem on these days, the first of which is 2026-03-02. */
const came = (name: string, learners: number, track: string, days: readonly number[]) =>
  Array.from({ length: learners }, (_, n) => `${name}${n}`).flatMap((who) => [
    register({ id: next(), who, seconds: 0 }, 'registered', track),
    ...days.map((day, at) =>
      evaluate({ id: next(), who, seconds: day * DAY + 60, attempt: at + 1, success: true }, P1),
    ),
  ]);

let at: TestWorkspace;
let reports: Reports;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  const statements = [
    ...came('once', 30, 'audit', [0]),
    ...came('later', 12, 'audit', [1]),
    ...came('twice', 4, 'audit', [0, 1]),
    ...came('idle', 12, 'honor', []),
    ...came('paid', 4, 'verified', []),
  ];
  const { rejects } = await loadText(at.workspace, lines(statements));
  expect(rejects).toEqual([]);
  reports = new Reports(at.engine, 10);
}, 60_000);
afterAll(() => at.close());

it('A report of a day that few came back after counts the wider window that it states', async () => {
  const { window, learners } = await reports.problem(scope, P1, { from: '2026-03-02', to: '2026-03-03' });
  expect(window).toEqual({ from: '2026-03-02', to: null, asked: { from: '2026-03-02', to: '2026-03-03' } });
  // 30 on the first day only, 12 on the second only, 4 on both
  expect(learners).toBe(46);
});

it('The outline of a track that is hidden beside a small one does not say how many are in it', async () => {
  const ofTrack = (track: string) => reports.outline(scope, { from: null, to: null, track });
  expect((await ofTrack('audit')).learners).toBe(46);
  expect(await ofTrack('honor')).toMatchObject({ learners: WITHHELD, asOf: null, breakdowns: 'withheld' });
});
