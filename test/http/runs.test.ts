import {
  BlockRuns,
  Choices,
  Comparison,
  SiteOverview,
  fillPath,
  getBlockRuns,
  getChoices,
  getComparison,
  getSiteOverview,
} from '@marginalia/contract';
import { StatementMaker } from '../../api/demo/statements';
import { openServices } from '../../api/metrics';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type TestApi, openTestApi } from './api';
import { LMS, lines, loadText } from './smallCourse';

/** Runs whose names stand in another order than their times, with learners who came back to a run that was over. */
const RUNS: readonly [run: string, learners: number, ...days: string[]][] = [
  ['Fall_2024', 12, '2024-09-10', '2024-11-20'],
  ['Spring_2025', 3, '2025-02-10', '2025-04-20'],
  ['Autumn_2025', 12, '2025-09-10', '2025-11-20'],
];
const keyOf = (run: string, course = 'Order'): string => `course-v1:Edu+${course}+${run}`;
const blockOf = (run: string): string => `block-v1:Edu+Order+${run}+type@html+block@h1`;

const came = (course: string, learners: number, days: readonly string[]): unknown[] => {
  const make = new StatementMaker(LMS, course, 'Order');
  return Array.from({ length: learners }, (_, n) => {
    const at = (day: string) => ({
      actor: `${course} ${n}`,
      time: Date.parse(`${day}T10:20:30Z`) * 1000 + n * 1e6,
      session: 's',
    });
    const block = `${course.replace('course-v1', 'block-v1')}+type@html+block@h1`;
    return [
      ...make.enrolment(at(days[0] ?? ''), 'registered', 'audit'),
      ...days.flatMap((day) => make.completion(at(day), block)),
    ];
  }).flat();
};

let at: TestWorkspace;
let api: TestApi;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  const statements = RUNS.flatMap(([run, learners, ...days]) => came(keyOf(run), learners, days));
  await loadText(at.workspace, lines(statements));
  const services = openServices(at.engine, 10, NO_RULES);
  api = await openTestApi({ services: () => services });
});
afterAll(async () => {
  await api.close();
  await at.close();
});

const choicesOf = async (course: string): Promise<Choices> =>
  Choices.parse((await api.get(fillPath(getChoices.path, { course }), 'global')).json());
const comparisonOf = async (course: string): Promise<Comparison> =>
  Comparison.parse((await api.get(fillPath(getComparison.path, { course }), 'global')).json());

/** Which runs stand before and after each, as both answers tell. */
const around = async (): Promise<unknown> =>
  Object.fromEntries(
    await Promise.all(
      RUNS.map(async ([run]) => {
        const { before, after } = await choicesOf(keyOf(run));
        expect((await comparisonOf(keyOf(run))).before).toBe(before === null ? null : keyOf(before));
        return [run, [before, after]] as const;
      }),
    ),
  );

it('The run before another is the one whose newest event came before, whatever the runs are called', async () => {
  expect(await around()).toEqual({
    Fall_2024: [null, 'Spring_2025'],
    Spring_2025: ['Fall_2024', 'Autumn_2025'],
    Autumn_2025: ['Spring_2025', null],
  });
  expect((await choicesOf(keyOf('Spring_2025'))).runs.map(({ run }) => run)).toEqual(['Autumn_2025', 'Fall_2024']);
});

it('A course of another kind, or without any other run, has no run before it', async () => {
  await loadText(at.workspace, lines(came(keyOf('2025', 'Alone'), 12, ['2025-09-10'])));
  expect(await choicesOf(keyOf('2025', 'Alone'))).toMatchObject({ before: null, after: null, runs: [] });
  expect((await comparisonOf(keyOf('2025', 'Alone'))).before).toBeNull();
});

it('The newest event of a run of few learners is told by its day, as on the page of all courses', async () => {
  const site = SiteOverview.parse((await api.get(getSiteOverview.path, 'global')).json());
  const newest = new Map(site.courses.map(({ key, asOf }) => [key, asOf]));
  expect(newest.get(keyOf('Spring_2025'))).toBe('2025-04-20');
  const path = fillPath(getBlockRuns.path, { course: keyOf('Fall_2024'), block: blockOf('Fall_2024') });
  const told = [
    ...(await choicesOf(keyOf('Fall_2024'))).runs,
    ...BlockRuns.parse((await api.get(path, 'global')).json()).runs,
    ...(await comparisonOf(keyOf('Fall_2024'))).candidates
      .filter(({ run }) => run)
      .map(({ key, newest: latest }) => ({ run: key.slice(keyOf('').length), newest: latest })),
  ];
  expect(told).toHaveLength(6);
  for (const one of told) expect(one.newest).toBe(newest.get(keyOf(one.run)));
});

it('The newest event of three registered learners is told by its day, however many others were seen', async () => {
  const course = keyOf('2025', 'Seen');
  const make = new StatementMaker(LMS, course, 'Seen');
  const block = `${course.replace('course-v1', 'block-v1')}+type@html+block@h1`;
  const seen = Array.from({ length: 12 }, (_, n) =>
    make.completion({ actor: `seen ${n}`, time: Date.parse('2025-09-11T10:20:30Z') * 1000, session: 's' }, block),
  );
  await loadText(at.workspace, lines([...came(course, 3, ['2025-09-10']), ...seen.flat()]));
  const site = SiteOverview.parse((await api.get(getSiteOverview.path, 'global')).json());
  expect(site.courses.find(({ key }) => key === course)?.asOf).toBe('2025-09-10');
});

it('The run before another is told by when they began where that is known of all, though somebody came back to an old one', async () => {
  const back = came(keyOf('Fall_2024'), 12, ['2025-12-20']);
  await loadText(at.workspace, lines(back));
  expect((await choicesOf(keyOf('Autumn_2025'))).before).toBe('Spring_2025');
  expect((await choicesOf(keyOf('Autumn_2025'))).after).toBe('Fall_2024');
  await at.engine.insert(
    `${at.engine.databases.eventSink}.course_overviews`,
    RUNS.map(([run, , day]) => ({
      ...{ org: 'Edu', course_key: keyOf(run), display_name: run, course_data_json: '{}' },
      ...{ course_start: `${day} 00:00:00+00:00`, course_end: '' },
      ...{ modified: '2026-02-01 00:00:00', time_last_dumped: '2026-02-01 00:00:00' },
    })),
  );
  expect(await around()).toEqual({
    Fall_2024: [null, 'Spring_2025'],
    Spring_2025: ['Fall_2024', 'Autumn_2025'],
    Autumn_2025: ['Spring_2025', null],
  });
});

it('A run in which nobody was yet comes after all others', async () => {
  expect(await choicesOf(keyOf('2023'))).toMatchObject({ before: 'Autumn_2025', after: null });
});
