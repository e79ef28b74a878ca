import type { Outline, Problem } from '@marginalia/contract';
import { operatorScope } from '../../api/auth/scope';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import {
  COURSE,
  LEARNERS,
  type Loaded,
  PROBLEM,
  VIDEO,
  blockKey,
  lines,
  loadCsv,
  loadSmallCourse,
  loadText,
  statementsOf,
  structureCsv,
} from './smallCourse';

/** One more learner's first try, right; it is what the lines below spoil. */
const OTHER = 'course-v1:Edu+Spoilt+1';
const evaluated = (n: number, course = OTHER) =>
  statementsOf(course, PROBLEM, VIDEO, n + 1)
    .filter(({ verb }) => verb.id.endsWith('evaluated'))
    .at(-1)!;
type Json = Record<string, unknown>;
let used = 0;
const spoilt = (spoil: (statement: Json) => void): string => {
  used += 1;
  const statement = structuredClone(evaluated(0)) as unknown as Json;
  statement.id = `00000000-0000-4000-8000-${String(used).padStart(12, '0')}`;
  spoil(statement);
  return JSON.stringify(statement);
};
const at = (statement: Json, path: string): Json =>
  path.split('.').reduce((inside, name) => inside[name] as Json, statement);
const put =
  (path: string, value: unknown) =>
  (statement: Json): void => {
    const names = path.split('.');
    const last = names.pop()!;
    at(statement, names.join('.') || 'id');
    (names.length > 0 ? at(statement, names.join('.')) : statement)[last] = value;
  };
const ATTEMPT = 'http://id.tincanapi.com/extension/attempt-id';

/** Wrong, but a statement: it is kept, and spoils nothing around it. */
const KEPT: [string, (statement: Json) => void][] = [
  ['an unknown verb', put('verb.id', 'https://example.org/juggled')],
  ['a verb without a slash', put('verb.id', 'juggled')],
  ['an unknown object type', put('object.objectType', 'Juggler')],
  ['an object that is text', put('object', 'x')],
  ['an object that is a list', put('object', [])],
  ['an object that is null', put('object', null)],
  ['no object', put('object', undefined)],
  ['an object id that is a number', put('object.id', 7)],
  ['an object elsewhere', put('object.id', 'uuid://6f1f5c6e-3c2b-4f8e-9c1f-0a2b3c4d5e6f')],
  ['no attempt', put('object.definition.extensions', {})],
  ['an attempt in words', (s) => void (at(s, 'object.definition.extensions')[ATTEMPT] = 'abc')],
  ['an attempt below zero', (s) => void (at(s, 'object.definition.extensions')[ATTEMPT] = -1)],
  ['an attempt in between', (s) => void (at(s, 'object.definition.extensions')[ATTEMPT] = 1.5)],
  ['an attempt of null', (s) => void (at(s, 'object.definition.extensions')[ATTEMPT] = null)],
  ['extensions that are a list', put('object.definition.extensions', [1])],
  ['a description that is text', put('object.definition.description', 'x')],
  ['no success', put('result.success', undefined)],
  ['success in words', put('result.success', 'yes')],
  ['success of null', put('result.success', null)],
  ['no result', put('result', undefined)],
  ['a result that is a list', put('result', [])],
  ['a score that is text', put('result.score', 'full')],
  ['a score of texts', put('result.score', { raw: 'one', max: '1' })],
  ['a score below zero', put('result.score', { raw: -1, max: 0 })],
  ['a response that is a number', put('result.response', 4)],
  ['a response that is a list', put('result.response', ['a', 'b'])],
  ['a response that is an object', put('result.response', { a: 1 })],
  ['a response of null', put('result.response', null)],
  ['a response of a megabyte', put('result.response', 'x'.repeat(1 << 20))],
  ['a response with NUL and controls', put('result.response', 'a\u0000b\u0007\u2028\uFEFF')],
  ['a response with half an emoji', put('result.response', 'a\ud83d')],
  [
    'a parent that is an object',
    (s) => put('context.contextActivities.parent', (at(s, 'context.contextActivities').parent as unknown[])[0])(s),
  ],
  ['a parent that is text', put('context.contextActivities.parent', 'x')],
  ['no context', put('context', undefined)],
  ['a context that is text', put('context', 'x')],
  ['an actor without a name', put('actor', {})],
  ['an actor whose account is text', put('actor', { account: 'ada' })],
  ['an actor whose name is a number', put('actor', { account: { name: 7, homePage: 'x' } })],
  ['an actor by mail', put('actor', { mbox: 'mailto:ada@example.org' })],
  [
    'a course key without a course',
    put('context.contextActivities.parent', [
      { id: '', definition: { type: 'http://adlnet.gov/expapi/activities/course' } },
    ]),
  ],
];

let site: TestWorkspace;
let reports: Reports;
let before: [Outline, Problem, object];
const answers = async (): Promise<[Outline, Problem, object]> => {
  const scope = operatorScope(COURSE);
  return [
    await reports.outline(scope, ALL_TIME),
    await reports.problem(scope, PROBLEM, ALL_TIME),
    await reports.video(scope, VIDEO, ALL_TIME),
  ];
};
beforeAll(async () => {
  site = await openTestWorkspace('embedded');
  reports = new Reports(site.engine, 1);
  await loadSmallCourse(site.workspace);
  before = await answers();
});
afterAll(() => site.close());
const load = async (text: string | Buffer): Promise<Loaded> => {
  const loaded = await loadText(site.workspace, text);
  const { read, accepted, duplicate, rejected } = loaded.counts;
  expect(accepted + duplicate + rejected).toBe(read);
  expect(loaded.rejects).toHaveLength(rejected);
  for (const { reason } of loaded.rejects) expect(reason).toMatch(/^[a-z].{8,}/);
  return loaded;
};

describe('a statement that is off', () => {
  it('Each statement that is off is kept, and so are its neighbours in the same batch', async () => {
    const good = statementsOf('course-v1:Edu+Neighbours+1');
    const bad = KEPT.map(([, spoil]) => spoilt(spoil));
    const mixed = good.flatMap((one, n) => [JSON.stringify(one), ...(bad[n] ? [bad[n]] : [])]);
    const { counts } = await load(mixed.join('\n'));
    expect(counts).toMatchObject({ read: good.length + bad.length, accepted: good.length + bad.length });
    const problem = await reports.problem(operatorScope('course-v1:Edu+Neighbours+1'), PROBLEM, ALL_TIME);
    expect(problem).toMatchObject({ learners: LEARNERS, attempts: { total: 18 }, firstTry: { count: 6, of: 12 } });
    expect(await answers()).toEqual(before);
  });

  it.each(KEPT)('A statement is off, and the course it names can still be asked for: %s', async (_, spoil) => {
    const text = spoilt(spoil);
    expect((await load(text)).counts).toMatchObject({ read: 1, accepted: 1 });
    expect((await load(text)).counts).toMatchObject({ read: 1, duplicate: 1, conflict: 0 });
    await reports.outline(operatorScope(OTHER), ALL_TIME);
    await reports.problem(operatorScope(OTHER), PROBLEM, ALL_TIME);
  });

  it('An evaluation without a verdict, or without the number of the attempt, is no submission', async () => {
    const course = 'course-v1:Edu+Lacking+1';
    const [noSuccess, noAttempt] = [0, 2].map((n) => structuredClone(evaluated(n, course)) as unknown as Json);
    put('result', { response: 'x' })(noSuccess!);
    put('object.definition.extensions', {})(noAttempt!);
    await load(lines([noSuccess, noAttempt, evaluated(3, course)]));
    expect(await reports.problem(operatorScope(course), PROBLEM, ALL_TIME)).toMatchObject({
      learners: 1,
      attempts: { total: 1 },
    });
  });

  it('Half of an emoji is counted as the answer it was cut from', async () => {
    const course = 'course-v1:Edu+Emoji+1';
    const statement = structuredClone(evaluated(0, course)) as unknown as Json;
    put('result.response', 'a\ud83d')(statement);
    await load(JSON.stringify(statement));
    const { parts } = await reports.problem(operatorScope(course), PROBLEM, ALL_TIME);
    expect(parts[0]!.answers[0]).toMatchObject({ value: 'a\uFFFD', first: 1 });
  });
});

describe('input that is off', () => {
  const good = statementsOf('course-v1:Edu+Input+1').map((one) => JSON.stringify(one));
  it.each<[string, string | Buffer, number]>([
    ['rejected lines between good ones', [good[0], '{"id":', '', '[]', 'null', '{}', good[1]].join('\n'), 4],
    ['byte order mark and Windows line ends', `\uFEFF${good[0]}\r\n\r\n${good[1]}\r\n`, 0],
    [
      'a line that is no UTF-8',
      Buffer.concat([Buffer.from(`${good[0]}\n`), Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(good[1]!)]),
      1,
    ],
    ['a raw NUL', `${good[0]}\n\u0000\n${good[1]}`, 1],
    ['an array with broken elements', `[${good[0]},nonsense,{},${good[1]}]`, 2],
    ['an array that ends in the middle', `[${good[0]},${good[1]},{"id":`, 1],
    ['UTF-16', Buffer.from(`${good[0]}\n`, 'utf16le'), 1],
  ])('Input that is off is read as far as it goes: %s', async (_, text, rejected) => {
    const { counts } = await load(text);
    expect(counts.rejected).toBeGreaterThanOrEqual(rejected);
    expect(counts.accepted + counts.duplicate).toBe(Buffer.isBuffer(text) && text[1] === 0 ? 0 : 2);
    expect(await answers()).toEqual(before);
  });
});

describe('one id, several statements', () => {
  const variants = (course: string): [string, string, string] => {
    const early = structuredClone(evaluated(0, course)) as unknown as Json;
    const late = {
      ...structuredClone(early),
      timestamp: '2026-03-05T10:00:00Z',
      result: { success: false, response: 'late' },
    };
    const same = { ...structuredClone(early), result: { response: '!', success: false } };
    return [JSON.stringify(early), JSON.stringify(late), JSON.stringify(same)];
  };
  const report = async (course: string): Promise<string> =>
    JSON.stringify(await reports.problem(operatorScope(course), PROBLEM, ALL_TIME)).replaceAll(course, 'COURSE');

  it('The same statement once more is known: in a batch, across batches, upper case and other member order', async () => {
    const [text] = variants('course-v1:Edu+Again+1');
    const parsed = JSON.parse(text) as Json;
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(parsed).reverse()));
    const shouted = text.replace(parsed.id as string, (parsed.id as string).toUpperCase());
    expect((await load([text, text, reversed].join('\n'))).counts).toMatchObject({
      accepted: 1,
      duplicate: 2,
      conflict: 0,
    });
    expect((await load([text, reversed].join('\n'))).counts).toMatchObject({ accepted: 0, duplicate: 2, conflict: 0 });
    expect((await load(shouted)).counts).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(await reports.problem(operatorScope('course-v1:Edu+Again+1'), PROBLEM, ALL_TIME)).toMatchObject({
      attempts: { total: 1 },
    });
  });

  it('Two loads at once count each statement once', async () => {
    const course = 'course-v1:Edu+Twice+1';
    const text = lines(statementsOf(course));
    const counts = (await Promise.all([load(text), load(text), load(text)])).map((loaded) => loaded.counts);
    const total = statementsOf(course).length;
    expect(counts.map(({ accepted }) => accepted).sort((a, b) => a - b)).toEqual([0, 0, total]);
    const [first, second] = variants('course-v1:Edu+Race+1');
    await Promise.all([load(second), load(first)]);
    const raced = await reports.problem(operatorScope('course-v1:Edu+Race+1'), PROBLEM, ALL_TIME);
    expect(raced).toMatchObject({ attempts: { total: 1 }, firstTry: { count: 1 } });
  });

  it.each([
    ['the earliest stays', 0, 1],
    ['of equal times the smallest by bytes', 0, 2],
  ])('Other content of one id is counted as a conflict, in whatever order and batches: %s', async (_, one, two) => {
    const seen: string[] = [];
    for (const [n, order] of [
      [one, two],
      [two, one],
    ].entries()) {
      for (const isOneBatch of [true, false]) {
        // Courses of one length, so that order by bytes is the same in all.
        const course = `course-v1:Edu+Con${one}${two}${n}${Number(isOneBatch)}+1`;
        const texts = order.map((which) => variants(course)[which]!);
        const loads = isOneBatch ? [texts.join('\n')] : texts;
        const counts: Loaded['counts'][] = [];
        for (const text of loads) counts.push((await load(text)).counts);
        const total = (name: 'accepted' | 'duplicate' | 'conflict'): number =>
          counts.reduce((sum, each) => sum + each[name], 0);
        expect([total('accepted'), total('duplicate'), total('conflict')]).toEqual([1, 1, 1]);
        seen.push(await report(course));
      }
    }
    expect(new Set(seen).size).toBe(1);
    expect(JSON.parse(seen[0]!)).toMatchObject({ attempts: { total: 1 }, firstTry: { count: two === 1 ? 1 : 0 } });
  });
});

describe('course structure with broken rows', () => {
  const DUMP = '99999999-2222-4333-8444-555555555555';
  const fresh = (rows: string[]): string[] =>
    rows.map((row) => row.replace(/11111111-[\d-]+/, DUMP).replace('02-01 09:00', '02-02 09:00'));
  const replaced = (find: string | RegExp, by: string) => (rows: string[]) =>
    fresh(rows).map((row) => (row.includes('Steam') ? row.replace(find, by) : row));
  it.each<[string, (rows: string[]) => string[], RegExp]>([
    ['a dump id that is none', replaced(DUMP, 'dump'), /dump_id is not a UUID/],
    ['data that is no JSON', replaced('""block_type""', 'block_type'), /xblock_data_json is not JSON/],
    ['an order in words', replaced(/,5,/, ',five,'), /order is not a whole number/],
    ['no location', replaced(blockKey('video', 'v1'), ''), /location is empty/],
    ['half a row', replaced(/,"\{.*$/, ''), /is empty|not/],
    ['a quote too many', replaced(',Steam,', ',"Ste"am,'), /not CSV/],
  ])('The other rows of a course structure are kept beside %s', async (_, change, words) => {
    await site.close();
    site = await openTestWorkspace('embedded');
    reports = new Reports(site.engine, 1);
    const { counts, rejects } = await loadCsv(site.workspace, structureCsv(change));
    expect(counts.accepted).toBe(6);
    expect(counts.read).toBe(counts.accepted + counts.rejected);
    expect(rejects[0]?.reason).toMatch(words);
    const { blocks } = await reports.outline(operatorScope(COURSE), ALL_TIME);
    expect(blocks.map(({ name }) => name)).toEqual(['Ada', 'Week 1', 'Engines', 'Wheels', 'Cogs', 'Notes']);
  });
});
