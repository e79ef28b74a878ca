import { ErrorBody, Outline, Problem, Video, WITHHELD } from '@marginalia/contract';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { openServices } from '../../api/metrics';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type TestApi, openTestApi, paths } from './api';
import {
  COURSE,
  LEARNERS,
  PROBLEM,
  UNIT,
  VIDEO,
  blockKey,
  lines,
  loadSmallCourse,
  loadText,
  statementsOf,
} from './smallCourse';

/** Keys as sites have them: every character that Open edX allows, old and doubled forms, ids of foreign objects. */
const KEYS: [what: string, course: string, block: string][] = [
  [
    'dots, tildes, percent signs, underscores',
    'course-v1:Edu.x+A_d~a+50%_1',
    'block-v1:Edu.x+A_d~a+50%_1+type@problem+block@a.b~c%25_d',
  ],
  ['letters of other alphabets', 'course-v1:Édu+Ада+૨૦૨૬', 'block-v1:Édu+Ада+૨૦૨૬+type@problem+block@é'],
  ['a custom course of a coach', 'ccx-v1:Edu+Ada+2026+ccx@7', 'ccx-block-v1:Edu+Ada+2026+ccx@7+type@problem+block@p1'],
  ['the old form', 'Edu/Ada/2026', 'i4x://Edu/Ada/problem/p1'],
  ['a doubled prefix', 'course-v1:Edu+Twice+1', 'block-v1:course-v1:Edu+Twice+1+type@problem+block@p1'],
  ['an object that is no block of Open edX', 'course-v1:Edu+Foreign+1', 'uuid://6f1f5c6e-3c2b-4f8e-9c1f-0a2b3c4d5e6f'],
];

describe.each(ENGINES)('answers on the %s engine', (kind) => {
  let at: TestWorkspace;
  let api: TestApi;
  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    await loadSmallCourse(at.workspace);
    const services = openServices(at.engine, 10, NO_RULES);
    api = await openTestApi({ services: () => services });
  });
  afterAll(async () => {
    await api.close();
    await at.close();
  });
  const json = async <T>(url: string, schema: { parse(value: unknown): T }, username = 'global'): Promise<T> => {
    const response = await api.get(url, username);
    expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, '']);
    expect(response.headers['cache-control']).toBe('no-store');
    return schema.parse(response.json());
  };
  const code = async (url: string, username = 'global'): Promise<string> =>
    ErrorBody.parse((await api.get(url, username)).json()).code;

  it('Answers are what the contract says, with the numbers one counts by hand', async () => {
    const outline = await json(paths.outline(COURSE), Outline, 'staff');
    expect(outline).toMatchObject({
      course: { key: COURSE, name: 'Ada' },
      learners: LEARNERS,
      structure: 'published',
      minLearners: 10,
    });
    expect(outline.blocks).toHaveLength(7);
    expect(outline.blocks.find(({ id }) => id === PROBLEM)).toMatchObject({
      name: 'Cogs',
      parent: UNIT,
      attempted: LEARNERS,
      firstTry: { kind: 'value', count: 6, of: 12 },
    });
    const problem = await json(paths.problem(COURSE, PROBLEM), Problem);
    expect(problem).toMatchObject({
      learners: 12,
      eventual: { count: 12, of: 12 },
      // six tried twice: how often, and that two is the most, would be theirs
      attempts: { total: WITHHELD, mean: WITHHELD, median: 1.5, max: 1, orMore: true },
    });
    const video = await json(paths.video(COURSE, VIDEO), Video);
    expect(video).toMatchObject({ duration: 60, viewers: 12, watchedSeconds: 360, completion: { count: 0, of: 12 } });
    expect(video.curve).toHaveLength(60);
    for (const answer of [outline, problem, video]) {
      expect(answer.asOf).toMatch(/^2026-03-02T10:0/);
      expect(answer.window).toEqual({ from: null, to: null });
      for (const id of answer.definitions) expect((await api.get(`/api/v1/metrics/${id}`, null)).statusCode).toBe(200);
    }
  });

  it('The report of a block that nobody used yet says so', async () => {
    const course = 'course-v1:Edu+Quiet+1';
    await loadText(at.workspace, lines(statementsOf(course, PROBLEM, VIDEO, 1).slice(0, 1)));
    expect(await code(paths.problem(course, PROBLEM))).toBe('unknown_block');
    const { blocks } = await json(paths.outline(course), Outline);
    expect(blocks.every(({ attempted }) => typeof attempted !== 'number' || attempted === 0)).toBe(true);
  });

  it.each([
    ['whole', '?from=2026-03-02&to=2026-03-03', 12],
    ['before everything', '?to=2026-03-02', 0],
    ['after everything', '?from=2026-03-03', 0],
    ['one side open', '?from=2026-03-02', 12],
    ['the first day of the calendar', '?from=0001-01-01', 12],
    ['the last one', '?to=9999-12-31', 12],
    ['far away', '?from=9999-12-30&to=9999-12-31', 0],
    ['long ago', '?from=0000-01-01&to=0001-01-01', 0],
  ])('The report in a window counts what is inside: %s', async (_, query, learners) => {
    const problem = await json(paths.problem(COURSE, PROBLEM) + query, Problem);
    const isNumber = typeof problem.learners === 'number';
    expect(isNumber ? problem.learners : 0).toBe(learners);
    await json(paths.outline(COURSE) + query, Outline);
    await json(paths.video(COURSE, VIDEO) + query, Video);
  });

  it.each([
    ['an unknown block', paths.problem(COURSE, blockKey('problem', 'nope')), 'unknown_block'],
    ['an unknown video', paths.video(COURSE, blockKey('video', 'nope')), 'unknown_block'],
    ['a block of another course', paths.problem(COURSE, 'block-v1:Edu+Other+1+type@problem+block@p1'), 'unknown_block'],
    ['a block that is no key', paths.problem(COURSE, 'p1'), 'unknown_block'],
    ['a block with a quote in it', paths.problem(COURSE, "x' OR 1 = 1 --"), 'unknown_block'],
    ['an unknown course', paths.outline('course-v1:Edu+Nope+1'), 'unknown_course'],
    ['a block of an unknown course', paths.problem('course-v1:Edu+Nope+1', PROBLEM), 'unknown_course'],
    ['a video of an unknown course', paths.video('course-v1:Edu+Nope+1', VIDEO), 'unknown_course'],
    ['no course key', paths.outline("'; DROP TABLE x"), 'unknown_course'],
    ['a course with a NUL', paths.outline('course-v1:a+b\u0000+c'), 'unknown_course'],
    ['a video as a problem', paths.problem(COURSE, VIDEO), 'wrong_block_type'],
    ['a problem as a video', paths.video(COURSE, PROBLEM), 'wrong_block_type'],
    ['a unit as a problem', paths.problem(COURSE, UNIT), 'wrong_block_type'],
    ['the course as a video', paths.video(COURSE, blockKey('course', 'course')), 'wrong_block_type'],
  ])('The report is refused for %s', async (_, url, expected) => {
    const response = await api.get(url, 'global');
    expect([response.statusCode, ErrorBody.parse(response.json()).code]).toEqual([404, expected]);
    expect(response.json<ErrorBody>().message.length).toBeGreaterThan(20);
  });

  it('A team member of one course learns nothing about another, not even whether it is there', async () => {
    const bodies = await Promise.all(
      [paths.outline('course-v1:Edu.x+A_d~a+50%_1'), paths.outline('course-v1:Edu.x+Nope+1')].map((url) =>
        api.get(url, 'staff'),
      ),
    );
    for (const response of bodies) expect(response.json()).toMatchObject({ code: 'not_course_team' });
  });

  it.each(KEYS)('The routes take keys with %s', async (_, course, block) => {
    const { counts } = await loadText(at.workspace, lines(statementsOf(course, block)));
    expect(counts.rejected).toBe(0);
    expect(await json(paths.problem(course, block), Problem)).toMatchObject({
      learners: LEARNERS,
      block: { id: block, type: 'problem' },
    });
    const { blocks } = await json(paths.outline(course), Outline);
    expect(blocks.map(({ id }) => id)).toContain(block);
    // Raw, as a browser's address bar would send what may stand unencoded.
    const raw = `/api/v1/courses/${course}/outline`;
    if (!/[/%]/.test(course)) expect((await api.get(encodeURI(raw), 'global')).statusCode).toBe(200);
  });

  it('The report is that of an object that names itself by the LMS’s address of the course', async () => {
    const bare = statementsOf('course-v1:Edu+Bare+1').map((statement) =>
      JSON.parse(JSON.stringify(statement).replaceAll('https://lms.example.org/course/', '')),
    );
    expect((await loadText(at.workspace, lines(bare))).counts.rejected).toBe(0);
    expect(await json(paths.problem('course-v1:Edu+Bare+1', PROBLEM), Problem)).toMatchObject({ learners: LEARNERS });
  });
});
