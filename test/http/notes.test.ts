import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { openServices } from '../../api/metrics';
import type { Finding } from '../../api/metrics/attention/findings';
import { STORED_VERSION, type StoredAttention } from '../../api/metrics/attention/attentionReport';
import { UNCHANGED } from '../../api/metrics/attention/statistics';
import { Attention, fillPath, getAttention, getOutline, putAttentionNote } from '@marginalia/contract';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { ORIGIN, type TestApi, openTestApi } from './api';
import { COURSE, PROBLEM, loadSmallCourse } from './smallCourse';

const ITEM = `many_attempts ${PROBLEM}`;

/** A list as the worker stores it, with one item. */
const stored: StoredAttention = {
  stored: STORED_VERSION,
  asOf: null,
  learners: 0,
  looked: 2,
  reliability: { problems: 0, n: 0, itemVariance: 0, totalVariance: 0 } as unknown as StoredAttention['reliability'],
  findings: [
    {
      key: ITEM,
      block: PROBLEM,
      reason: 'many_attempts',
      detail: { many: { count: 6, of: 12 } },
      learners: 12,
      affected: 6,
      of: 12,
      version: UNCHANGED,
      needed: null,
      also: [],
      evidence: 'early',
      q: 0.01,
      listedSince: 1_700_000_000_000_000,
    } satisfies Finding,
  ],
};

describe('PUT /api/v1/courses/:course/attention/:item/note', () => {
  const list = fillPath(getAttention.path, { course: COURSE });
  const url = fillPath(putAttentionNote.path, { course: COURSE, item: ITEM });
  let at: TestWorkspace;
  let api: TestApi;
  beforeAll(async () => {
    at = await openTestWorkspace('embedded');
    await loadSmallCourse(at.workspace);
    await at.engine.insert(`${at.engine.databases.own}.course_models`, [
      {
        course_key: COURSE,
        name: 'attention',
        block_id: '',
        computed_at: '2026-03-03 10:00:00.000000',
        source_version: 1,
        revision: 1,
        learners: 12,
        model: JSON.stringify(stored),
      },
    ]);
    const services = openServices(at.engine, 10, NO_RULES);
    api = await openTestApi({ services: () => services });
  });
  afterAll(async () => {
    await api.close();
    await at.close();
  });

  const token = (username: string): Promise<string> => api.lms.signToken(username);
  const put = async (payload: unknown, username: string | null = 'author', to = url) =>
    api.app.inject({
      method: 'PUT',
      url: to,
      headers: username === null ? {} : { authorization: `JWT ${await token(username)}` },
      payload: payload as object,
    });
  const putByCookie = async (headers: Record<string, string>) =>
    api.app.inject({
      method: 'PUT',
      url,
      headers: { cookie: api.lms.cookiesOf(await token('author')), ...headers },
      payload: { status: 'later' },
    });
  const items = async (username = 'author') => Attention.parse((await api.get(list, username)).json());
  const rows = async (): Promise<unknown[]> =>
    (
      await at.engine.rows(
        `SELECT item, status, note, author, request_id != '' AS traced FROM ${at.engine.databases.own}.attention_notes ORDER BY at`,
      )
    ).map((row) => ({ ...row, traced: Number(row.traced) }));

  it('The route of notes keeps what an author says, tells it to the team, sets the item aside, and keeps every answer for the record', async () => {
    expect((await items()).items).toMatchObject([{ id: ITEM, state: 'new', note: null }]);
    const said = await put({ status: 'intended', text: 'It is a warm-up.' });
    expect(said.statusCode).toBe(200);
    expect(said.json()).toMatchObject({ status: 'intended', text: 'It is a warm-up.', by: 'author' });

    const after = await items('researcher');
    expect(after.items).toMatchObject([{ state: 'set_aside', note: { by: 'author', text: 'It is a warm-up.' } }]);
    expect(after.counts).toMatchObject({ listed: 0, setAside: 1 });
    const outline = (await api.get(fillPath(getOutline.path, { course: COURSE }), 'staff')).json();
    const marks = (outline.blocks as { id: string; attention: { items: number } }[]).filter(({ id }) => id === PROBLEM);
    expect(marks).toMatchObject([{ attention: { items: 0 } }]);

    expect((await put({ status: 'open' }, 'staff')).statusCode).toBe(200);
    expect((await items()).items).toMatchObject([{ state: 'new', note: null }]);
    expect(await rows()).toEqual([
      { item: ITEM, status: 'intended', note: 'It is a warm-up.', author: 'author', traced: 1 },
      { item: ITEM, status: 'open', note: '', author: 'staff', traced: 1 },
    ]);
  });

  it('The route of notes stores half of a character, as a text cut in an emoji has it, as the sign for an unreadable one', async () => {
    for (const half of ['\ud83d', '\ude00', '\ude00\ud83d', 'a\ud83db']) {
      const said = await put({ status: 'later', text: `${half} 😀` });
      expect(said.statusCode).toBe(200);
      const text = (await items()).items[0]?.note?.text ?? '';
      expect(text).toBe(`${half.replace(/[\ud800-\udfff]/g, '\ufffd')} 😀`);
      expect(said.json()).toMatchObject({ text: text });
    }
    await put({ status: 'open' });
  });

  it.each([
    ['nobody', null, 401, 'not_signed_in'],
    ['a learner', 'learner', 403, 'not_course_team'],
    ['the staff of another course', 'neighbour', 403, 'not_course_team'],
    ['who only looks at data', 'researcher', 403, 'not_course_author'],
    ['who may not write in Studio', 'limited', 403, 'not_course_author'],
  ])('The route of notes is not for %s', async (_, username, status, code) => {
    const before = (await rows()).length;
    const answer = await put({ status: 'later' }, username);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code });
    expect((await rows()).length).toBe(before);
  });

  it('The route of notes says who may answer', async () => {
    expect((await items('author')).mayAnswer).toBe(true);
    expect((await items('orgstaff')).mayAnswer).toBe(true);
    expect((await items('global')).mayAnswer).toBe(true);
    expect((await items('researcher')).mayAnswer).toBe(false);
  });

  it.each([
    ['without the header that foreign pages cannot send', { origin: ORIGIN }, 401],
    ['from a foreign page', { origin: 'https://evil.example', 'use-jwt-cookie': 'true' }, 403],
    ['from a page without an address', { origin: 'null', 'use-jwt-cookie': 'true' }, 403],
    ['from who knows where', { 'use-jwt-cookie': 'true' }, 403],
    ['from Studio', { origin: ORIGIN, 'use-jwt-cookie': 'true' }, 200],
    ['from a page at its own address', { origin: 'http://api.test', host: 'api.test', 'use-jwt-cookie': 'true' }, 200],
  ])('A note is written by cookies as it should be, or not: %s', async (_, headers, status) => {
    const before = (await rows()).length;
    expect((await putByCookie(headers)).statusCode).toBe(status);
    expect((await rows()).length).toBe(before + (status === 200 ? 1 : 0));
  });

  it('The route of notes takes nothing from an application that an author lets read only', async () => {
    const authorization = `JWT ${await api.lms.signToken('author', { scopes: ['read'] })}`;
    const before = await rows();
    expect((await api.app.inject({ url: list, headers: { authorization } })).statusCode).toBe(200);
    const answer = await api.app.inject({
      method: 'PUT',
      url,
      headers: { authorization },
      payload: { status: 'later' },
    });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'not_in_scope']);
    expect(await rows()).toEqual(before);
  });

  it('The route of notes lets Studio ask first', async () => {
    const asked = await api.app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        origin: ORIGIN,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type,use-jwt-cookie',
      },
    });
    expect(asked.headers['access-control-allow-methods']).toContain('PUT');
    expect(asked.headers['access-control-allow-credentials']).toBe('true');
  });

  it.each([
    ['a status there is none of', { status: 'wrong' }],
    ['no status', { text: 'x' }],
    ['too long a note', { status: 'later', text: 'x'.repeat(1001) }],
    ['more than was asked for', { status: 'later', by: 'somebody else' }],
  ])('The route of notes refuses %s', async (_, payload) => {
    expect((await put(payload)).json()).toMatchObject({ code: 'invalid_request' });
  });

  it('The route of notes knows only what is on the list', async () => {
    const other = fillPath(putAttentionNote.path, { course: COURSE, item: 'many_attempts nothing' });
    expect((await put({ status: 'later' }, 'author', other)).json()).toMatchObject({ code: 'not_found' });
  });
});
