import { Readable } from 'node:stream';
import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { openServices } from '../../api/metrics';
import { DirtyQueue } from '../../api/worker/dirtyQueue';
import {
  Attention,
  Block,
  Outline,
  Overview,
  Problem,
  Video,
  fillPath,
  getAttention,
  getBlock,
  getOverview,
} from '@marginalia/contract';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type TestApi, openTestApi, paths } from './api';
import { COURSE, LEARNERS, PROBLEM, UNIT, VIDEO, lines, loadSmallCourse, statementsOf } from './smallCourse';

/** What is stored and not counted yet, told with the answers. */

let at: TestWorkspace;
let api: TestApi;
let waiting = { learners: 0, seconds: 0 };
const asked: string[] = [];
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadSmallCourse(at.workspace);
  const services = openServices(at.engine, 10, NO_RULES);
  api = await openTestApi({
    services: () => services,
    backlog: (course) => {
      asked.push(course);
      return waiting;
    },
  });
}, 60_000);
afterAll(async () => {
  await api.close();
  await at.close();
});

const course = { course: COURSE };
const answers: [string, string, { parse(value: unknown): { backlog?: unknown } }][] = [
  ['the outline', paths.outline(COURSE), Outline],
  ['a problem', paths.problem(COURSE, PROBLEM), Problem],
  ['a video', paths.video(COURSE, VIDEO), Video],
  ['a unit', fillPath(getBlock.path, { ...course, block: UNIT }), Block],
  ['what needs work', fillPath(getAttention.path, course), Attention],
  ['the class', fillPath(getOverview.path, course), Overview],
];

it.each(answers)(
  'The report of %s tells that it is behind, by how much, and of how many learners',
  async (_, url, schema) => {
    waiting = { learners: 12, seconds: 83.2 };
    expect(schema.parse((await api.get(url)).json()).backlog).toEqual({ learners: 12, seconds: 84 });
    expect(asked.at(-1)).toBe(COURSE);
  },
);

it.each([
  ['nothing waits', { learners: 0, seconds: 0 }],
  ['few learners wait', { learners: 9, seconds: 100 }],
  ['many wait for a moment', { learners: 500, seconds: 9.9 }],
])('Nothing is told where %s', async (_, now) => {
  waiting = now;
  for (const [, url, schema] of answers)
    expect(schema.parse((await api.get(url)).json())).not.toHaveProperty('backlog');
});

it('What waits is counted by course, from when the first of them began to wait, until it is dealt with', async () => {
  const other = 'course-v1:Edu+More+1';
  const queue = new DirtyQueue(at.engine);
  await loadStatements(at.engine, Readable.from([Buffer.from(lines(statementsOf(other, `${PROBLEM}2`)))]), {
    onReject: () => undefined,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  await queue.look();
  expect(queue.waitingOf(other).learners).toBe(LEARNERS);
  expect(queue.waitingOf(COURSE)).toEqual({ learners: 0, seconds: 0 });
  const first = Math.min(...queue.inOrder().map((learner) => learner.at));
  jest.spyOn(Date, 'now').mockReturnValue(first / 1000 + 90_000);
  expect(queue.waitingOf().seconds).toBeCloseTo(90, 2);
  jest.restoreAllMocks();
  queue.done(queue.inOrder());
  expect(queue.waitingOf()).toEqual({ learners: 0, seconds: 0 });
  await at.workspace.refresh();
  expect(at.workspace.backlog()).toEqual({ learners: 0, seconds: 0 });
});
