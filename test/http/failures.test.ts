import { type Outline, ERRORS, ErrorBody, type ErrorCode } from '@marginalia/contract';
import { EngineError } from '../../api/store/engine';
import type { Services } from '../../api/metrics';
import { openTestApi, paths, type TestApi } from './api';
import { COURSE } from './smallCourse';

const OUTLINE: Outline = {
  asOf: null,
  definitions: [],
  minLearners: 10,
  window: { from: null, to: null },
  course: { key: COURSE, name: 'Ada' },
  learners: 12,
  structure: 'events',
  blocks: [],
};
const SECRET = 'password=hunter2 at 10.0.0.7';

let outline: () => Promise<unknown>;
let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({
    services: () => ({ reports: { outline: () => outline() } }) as unknown as Services,
  });
});
afterAll(() => api.close());
const fails = (error: unknown) => async (): Promise<never> => {
  throw error;
};

it.each<[string, unknown, ErrorCode]>([
  ['no connection', new EngineError(SECRET, 'unreachable'), 'engine_unavailable'],
  ['another process has it', new EngineError(SECRET, 'locked'), 'engine_unavailable'],
  ['the network broke', new EngineError(SECRET, '210'), 'engine_unavailable'],
  ['the disk is full', new EngineError(SECRET, '243'), 'storage_unavailable'],
  ['a replica without its keeper', new EngineError(SECRET, '242'), 'storage_unavailable'],
  ['too slow', new EngineError(SECRET, '159'), 'query_timeout'],
  ['too much memory', new EngineError(SECRET, '241'), 'result_too_large'],
  ['too many rows', new EngineError(SECRET, '396'), 'result_too_large'],
  ['a fault in our SQL', new EngineError(SECRET, '62'), 'internal'],
  ['a fault in our code', new TypeError(SECRET), 'internal'],
  ['something thrown that is no error', SECRET, 'internal'],
  ['an error that carries a status', Object.assign(new Error(SECRET), { statusCode: 418 }), 'invalid_request'],
])('A failure is told by its code, and nothing of what is behind it: %s', async (_, error, code) => {
  outline = fails(error);
  const response = await api.get(paths.outline(COURSE));
  expect([response.statusCode, ErrorBody.parse(response.json()).code]).toEqual([ERRORS[code].status, code]);
  expect(response.headers['retry-after']).toBe(ERRORS[code].retry ? '10' : undefined);
  expect(response.body).not.toMatch(/hunter2|10\.0\.0\.7| at /);
});

it('The service answers again as soon as the database does', async () => {
  outline = fails(new EngineError('away', 'unreachable'));
  expect((await api.get(paths.outline(COURSE))).statusCode).toBe(503);
  outline = async () => OUTLINE;
  const response = await api.get(paths.outline(COURSE));
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual(OUTLINE);
});

it.each<[string, unknown]>([
  ['a member that nobody promised', { ...OUTLINE, learnerNames: [SECRET] }],
  ['a member too deep inside', { ...OUTLINE, course: { ...OUTLINE.course, secret: SECRET } }],
  ['a missing member', { ...OUTLINE, blocks: undefined }],
  ['a number that is none', { ...OUTLINE, learners: NaN }],
  ['text for a number', { ...OUTLINE, learners: SECRET }],
  ['nothing', null],
])('An answer with %s does not leave the house', async (_, answer) => {
  outline = async () => answer;
  const response = await api.get(paths.outline(COURSE));
  expect([response.statusCode, ErrorBody.parse(response.json()).code]).toEqual([500, 'contract_violation']);
  expect(response.body).not.toMatch(/hunter2|learnerNames|secret/);
});
