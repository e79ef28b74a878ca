import { createHash } from 'node:crypto';
import { operatorScope } from '../../api/auth/scope';
import { StatementMaker } from '../../api/demo/statements';
import { Reports } from '../../api/metrics/reports';
import { ALL_TIME } from '../../api/metrics/kit/window';
import { COURSE, LMS, PROBLEM, lines, loadCsv, loadText, structureCsv } from '../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

/**
 * What reports do with the rules that others prove of functions: 65 learners, of whom 30 came on the first day, 12 on the
 * second before an edit at noon, 3 after it and 20 on the third. Nine of the first met
 * another second question.
 */
const EDIT = '2026-03-03 12:00:00.000000';
const COME: readonly [learners: number, at: string][] = [
  [30, '2026-03-02T10:00:00Z'],
  [12, '2026-03-03T06:00:00Z'],
  [3, '2026-03-03T18:00:00Z'],
  [20, '2026-03-04T10:00:00Z'],
];
const OTHER_QUESTION = 9;

const answer = (part: string) => ({
  part,
  question: 'How many?',
  interactionType: 'choice',
  response: 'a',
  correct: true,
});

const statements = (): unknown[] => {
  const make = new StatementMaker(LMS, COURSE, 'Ada');
  return COME.flatMap(([learners, at]) => Array.from({ length: learners }, () => at)).flatMap((at, n) => {
    const actor = createHash('sha256').update(`learner ${n}`).digest('hex').slice(0, 32);
    const moment = { actor, time: Date.parse(at) * 1000 + n * 1e6, session: 's' };
    const answers = [answer('2_1'), answer(n < OTHER_QUESTION ? '4_1' : '3_1')];
    return [...make.enrolment(moment, 'registered', 'audit'), ...make.submission(moment, PROBLEM, 1, answers)];
  });
};

describe('a report of a problem', () => {
  let at: TestWorkspace;
  let reports: Reports;
  const scope = operatorScope(COURSE);
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    const edited = (line: string): string =>
      line.includes(PROBLEM) ? line.replace(/,2026-02-01 08:00:00\.000000,/, `,${EDIT},`) : line;
    await loadCsv(
      at.workspace,
      structureCsv((rows) => rows.map(edited)),
    );
    await loadText(at.workspace, lines(statements()));
    reports = new Reports(at.engine, 10);
  });
  afterAll(() => at.close());

  it('A report of a problem hides a question that all but a few of its learners met', async () => {
    const { learners, parts } = await reports.problem(scope, PROBLEM, ALL_TIME);
    expect(learners).toBe(65);
    expect(parts.map(({ firstTry }) => ('of' in firstTry ? firstTry.of : firstTry.kind))).toEqual([
      65,
      'withheld',
      'withheld',
    ]);
  });

  it('A report of a problem ends no window where few came since an edit that it states', async () => {
    const { edits } = await reports.problem(scope, PROBLEM, ALL_TIME);
    expect(edits).toMatchObject([{ before: { of: 42 }, after: { of: 23 } }]);
    const until = async (to: string): Promise<string | null> =>
      (await reports.problem(scope, PROBLEM, { from: null, to })).window.to;
    expect(await until('2026-03-03')).toBe('2026-03-03');
    // 45 had come by then, three more than before the edit
    expect(await until('2026-03-04')).not.toBe('2026-03-04');
  });
});
