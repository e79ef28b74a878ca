import { operatorScope } from '../../../api/auth/scope';
import { type Moment, StatementMaker } from '../../../api/demo/statements';
import { openServices } from '../../../api/metrics';
import { NO_RULES } from '../../../api/metrics/learners/thresholds';
import { COURSE, LMS, PROBLEM, START, blockKey, lines, loadCsv, loadText, structureCsv } from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

const SUBSECTION = blockKey('sequential', 's1');
const make = new StatementMaker(LMS, COURSE, 'Ada');
const moment = (n: number, days: number): Moment => ({
  actor: String(n).padStart(32, '0'),
  time: START + days * 86_400e6 + n * 1e6,
  session: 's',
});
/** Monday 9 March: a week after the first views. */
const END = '2026-03-09 00:00:00+00:00';

let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCsv(at.workspace, structureCsv());
  const turned = [0, 1, 2].map((n) => make.tabLeft(moment(n, 0), SUBSECTION, 1, 1, 'next unit'));
  const after = [0, 1].flatMap((n) => [
    make.tabLeft(moment(n, 8), SUBSECTION, 1, 1, 'next unit'),
    make.submission(moment(n, 8), PROBLEM, 1, [
      { part: '2_1', question: 'How many?', interactionType: 'choice', response: 'four', correct: true },
    ]),
  ]);
  await loadText(at.workspace, lines([...turned, ...after].flat()));
});
afterAll(() => at.close());

const setEnd = (end: string, n: number): Promise<void> =>
  at.engine.insert(`${at.engine.databases.eventSink}.course_overviews`, [
    {
      org: 'Edu',
      course_key: COURSE,
      display_name: 'Ada',
      course_start: '2026-03-02 00:00:00+00:00',
      course_end: end,
      course_data_json: '{}',
      modified: `2026-01-0${n} 00:00:00`,
      dump_id: `22222222-0000-4000-8000-00000000000${n}`,
      time_last_dumped: `2026-01-0${n} 00:00:00`,
    },
  ]);

it('Page views of a course that is over are those before its end, while its problems keep what came later', async () => {
  const services = openServices(at.engine, 1, NO_RULES);
  const scope = operatorScope(COURSE);
  const told = async () => {
    const { places, weeks } = await services.views.of(scope);
    const { problems } = await services.content.of(scope, null);
    return {
      places: places.map(({ views }) => views),
      weeks: weeks.flatMap(({ date, views }) => (views === 0 ? [] : [[date, views]])),
      attempted: problems.map(({ course }) => course.learners),
    };
  };
  await setEnd('', 1);
  expect(await told()).toEqual({
    places: [5, 5],
    weeks: [
      ['2026-03-02', 3],
      ['2026-03-09', 2],
    ],
    attempted: [2],
  });
  await setEnd(END, 2);
  expect(await told()).toEqual({ places: [3, 3], weeks: [['2026-03-02', 3]], attempted: [2] });
});
