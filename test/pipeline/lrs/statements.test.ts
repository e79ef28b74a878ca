import { randomUUID } from 'node:crypto';
import { operatorScope } from '../../../api/auth/scope';
import { EngineError } from '../../../api/store/engine';
import { ALL_TIME, Reports } from '../../../api/metrics/reports';
import { evaluate, lines, register, usageKey, uuid } from '../../support/statements';
import { loadText } from '../../http/smallCourse';
import { type Endpoint, HOME, type Json, type Result, basic, openEndpoint, plain, voiding } from './endpoint';

let at: Endpoint;
beforeAll(async () => {
  at = await openEndpoint();
});
afterAll(() => at.close());

const one = async (id: string, parameters: Record<string, string> = {}): Promise<Json> =>
  (await at.get({ statementId: id, ...parameters })).json<Json>();
const ids = (result: Result): unknown[] => result.statements.map(({ id }) => id);

describe('storing', () => {
  it('POST of one: its id, and everything an LRS adds', async () => {
    const before = Date.now();
    const response = await at.ask('POST', 'statements', plain());
    expect(response.statusCode).toBe(200);
    const [id] = response.json<string[]>();
    const found = await at.get({ statementId: id! });
    const stored = found.json<Json>();
    expect(stored).toMatchObject({ ...plain(), id, version: '1.0.0' });
    expect(stored.authority).toEqual({ objectType: 'Agent', account: { homePage: HOME, name: 'lrs:all' } });
    expect(Date.parse(String(stored.stored))).toBeGreaterThanOrEqual(before);
    expect(stored.timestamp).toBe(stored.stored);
    expect(Date.parse(String(found.headers['last-modified']))).toBe(
      Math.floor(Date.parse(String(stored.stored)) / 1000) * 1000,
    );
  });

  it('POST of a list: ids in its order, and they are stored in it', async () => {
    const sent = [randomUUID(), undefined, randomUUID()].map((id) =>
      plain(id, { verb: { id: 'https://example.org/in-order' } }),
    );
    const given = (await at.ask('POST', 'statements', sent)).json<string[]>();
    expect([given[0], given[2]]).toEqual([sent[0]!.id, sent[2]!.id]);
    const found = (await at.get({ verb: 'https://example.org/in-order', ascending: 'true' })).json<Result>();
    expect(ids(found)).toEqual(given);
  });

  it('An empty list stores nothing and is answered', async () => {
    const response = await at.ask('POST', 'statements', []);
    expect([response.statusCode, response.json()]).toEqual([200, []]);
  });

  it('PUT: 204; the id of the address becomes its own, and has to be its own', async () => {
    const id = randomUUID();
    expect((await at.ask('PUT', `statements?statementId=${id.toUpperCase()}`, plain())).statusCode).toBe(204);
    expect(await one(id)).toMatchObject({ id });
    const other = await at.ask('PUT', `statements?statementId=${randomUUID()}`, plain(id));
    expect([other.statusCode, other.json<Json>().code]).toEqual([400, 'invalid_request']);
    expect((await at.ask('PUT', 'statements', plain())).statusCode).toBe(400);
    expect((await at.ask('PUT', `statements?statementId=${randomUUID()}`, [plain()])).statusCode).toBe(400);
  });

  it('Numbers, long integers and letters stay as they were sent', async () => {
    const id = randomUUID();
    const text = `{ "actor":{"mbox":"mailto:a@example.org"},"verb":{"id":"https://example.org/v"}, "id":"${id}",
      "object":{"id":"https://example.org/ü\\u00e9\\ud83d\\ude00"},"result":{"score":{"raw":5.0},"extensions":{"https://example.org/n":12345678901234567890}}}`;
    expect((await at.ask('POST', 'statements', `[${text}, ${JSON.stringify(plain())}]`)).statusCode).toBe(200);
    const { body } = await at.get({ statementId: id });
    expect(body).toContain('"raw":5.0}');
    expect(body).toContain('12345678901234567890');
    expect(body).toContain('ü\\u00e9\\ud83d\\ude00');
  });

  it('What the sender says about storing is checked, and replaced', async () => {
    const id = randomUUID();
    const sent = plain(id, { stored: '2001-01-01T00:00:00Z', authority: { mbox: 'mailto:me@example.org' } });
    expect((await at.ask('POST', 'statements', sent, { user: 'writer' })).statusCode).toBe(200);
    const stored = await one(id);
    expect(stored.authority).toMatchObject({ account: { name: 'lrs:writer' } });
    expect(Date.parse(String(stored.stored))).toBeGreaterThan(Date.parse('2020-01-01'));
    const wrong = await at.ask('POST', 'statements', plain(undefined, { stored: 'yesterday' }));
    expect(wrong.json<Json>()).toMatchObject({ code: 'invalid_statement', details: { where: 'stored' } });
  });

  it('One bad statement refuses the whole list, and the answer says which and why, but not what it said', async () => {
    const good = randomUUID();
    const response = await at.ask('POST', 'statements', [plain(good), plain(undefined, { verb: { id: 'hunter2' } })]);
    expect(response.statusCode).toBe(400);
    expect(response.json<Json>()).toMatchObject({ code: 'invalid_statement', details: { where: '[1].verb.id' } });
    expect(response.body).not.toContain('hunter2');
    expect((await at.get({ statementId: good })).statusCode).toBe(404);
  });

  it('An id twice in one list is refused', async () => {
    const id = randomUUID();
    const response = await at.ask('POST', 'statements', [plain(id), plain(id.toUpperCase())]);
    expect([response.statusCode, response.json<Json>().code]).toEqual([400, 'invalid_statement']);
  });
});

describe('an id that is stored already', () => {
  const first = evaluate({ id: 900_001, who: 'ada', seconds: 10, attempt: 1, success: true });
  const again = (change: (copy: Json) => void): Json => {
    const copy = structuredClone(first) as Json;
    change(copy);
    return copy;
  };
  beforeAll(async () => {
    await at.ask('POST', 'statements', first);
  });

  it.each<[string, (copy: Json) => void]>([
    ['nothing', () => undefined],
    [
      'another version of the transformer',
      (s) =>
        ((s.context as Json).extensions = {
          'https://w3id.org/xapi/openedx/extension/transformer-version': 'event-routing-backends@9.9.9',
        }),
    ],
    ['the same time in another zone', (s) => (s.timestamp = '2026-03-02T10:00:10.000+01:00')],
    ['what the verb is called', (s) => ((s.verb as Json).display = { de: 'bewertet' })],
    ['the words of the question', (s) => (((s.object as Json).definition as Json).description = { de: 'Wie viele?' })],
    [
      'what an LRS adds',
      (s) =>
        Object.assign(s, {
          stored: '2026-05-05T00:00:00Z',
          authority: { mbox: 'mailto:x@example.org' },
          version: '1.0.0',
        }),
    ],
    [
      'a lone parent for a list of one',
      (s) =>
        ((s.context as { contextActivities: { parent: unknown } }).contextActivities.parent = (
          s.context as { contextActivities: { parent: unknown[] } }
        ).contextActivities.parent[0]),
    ],
  ])('A statement differing in %s is the same statement', async (_, change) => {
    const before = await one(first.id);
    expect((await at.ask('POST', 'statements', again(change))).json()).toEqual([first.id]);
    expect((await at.ask('PUT', `statements?statementId=${first.id}`, again(change))).statusCode).toBe(204);
    expect(await one(first.id)).toEqual(before);
  });

  it.each<[string, (copy: Json) => void]>([
    ['the answer', (s) => ((s.result as Json).response = 'other')],
    [
      'the attempt',
      (s) =>
        (((s.object as Json).definition as Json).extensions = { 'http://id.tincanapi.com/extension/attempt-id': 2 }),
    ],
    ['the time', (s) => (s.timestamp = '2026-03-02T09:00:11Z')],
    ['the actor', (s) => (s.actor = { mbox: 'mailto:bob@example.org' })],
  ])(
    'A statement differing in %s is a conflict: 409, with its id, and nothing of the request is stored',
    async (_, change) => {
      const before = await one(first.id);
      const innocent = randomUUID();
      const response = await at.ask('POST', 'statements', [plain(innocent), again(change)]);
      expect(response.statusCode).toBe(409);
      expect(response.json<Json>()).toMatchObject({ code: 'statement_conflict', details: { ids: [first.id] } });
      expect((await at.ask('PUT', `statements?statementId=${first.id}`, again(change))).statusCode).toBe(409);
      expect(await one(first.id)).toEqual(before);
      expect((await at.get({ statementId: innocent })).statusCode).toBe(404);
    },
  );

  it('The first of two that arrive at once is stored, and the other is told', async () => {
    const id = randomUUID();
    const both = await Promise.all(
      ['one', 'two'].map((name) =>
        at.ask('PUT', `statements?statementId=${id}`, plain(id, { object: { id: `https://example.org/${name}` } })),
      ),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409]);
  });

  it('A statement that was loaded from a file is the same when it is sent, and the other way round', async () => {
    const course = 'course-v1:Both+Ways+1';
    const [loaded, sent] = [1, 2].map((n) => register({ id: 910_000 + n, who: `l${n}`, seconds: n, course }));
    await loadText(at.site.workspace, JSON.stringify(loaded));
    expect((await at.ask('POST', 'statements', [loaded, sent])).statusCode).toBe(200);
    expect((await loadText(at.site.workspace, lines([sent, loaded]))).counts).toMatchObject({
      duplicate: 2,
      conflict: 0,
    });
    expect(await one(String(loaded!.id))).toMatchObject({
      stored: '2026-03-02T09:00:01Z',
      authority: { account: { name: 'lrs:unnamed' } },
    });
  });
});

describe('voiding', () => {
  it('Voiding hides a statement from everything but voidedStatementId; what points at it is still found', async () => {
    const [id, about] = [randomUUID(), randomUUID()];
    const verb = { id: 'https://example.org/voided-one' };
    await at.ask('POST', 'statements', [
      plain(id, { verb }),
      plain(about, { object: { objectType: 'StatementRef', id } }),
    ]);
    expect(ids((await at.get({ verb: verb.id })).json<Result>())).toEqual([about, id]);
    expect((await at.get({ voidedStatementId: id })).statusCode).toBe(404);
    const [void1] = (await at.ask('POST', 'statements', voiding(id))).json<string[]>();
    expect((await at.get({ statementId: id })).statusCode).toBe(404);
    expect((await at.get({ voidedStatementId: id })).json<Json>()).toMatchObject({ id, verb });
    expect(ids((await at.get({ verb: verb.id })).json<Result>())).toEqual([void1, about]);
    // A voiding statement cannot be voided.
    await at.ask('POST', 'statements', voiding(void1!));
    expect(await one(void1!)).toMatchObject({ id: void1 });
    expect((await at.get({ statementId: id })).statusCode).toBe(404);
  });

  it('Voiding holds for a statement that arrives later', async () => {
    const id = randomUUID();
    await at.ask('POST', 'statements', voiding(id));
    await at.ask('POST', 'statements', plain(id));
    expect((await at.get({ statementId: id })).statusCode).toBe(404);
    expect((await at.get({ voidedStatementId: id })).statusCode).toBe(200);
  });

  it('Voiding takes a submission out of the answers, sent or loaded, before or after it', async () => {
    const course = 'course-v1:Void+Counts+1';
    const block = usageKey('problem', 'voided');
    const attempts = [1, 2, 3].map((n) =>
      evaluate({ id: 920_000 + n, who: `v${n}`, seconds: n, course, attempt: 1, success: true }, block),
    );
    const learners = async (): Promise<unknown> => {
      await at.site.workspace.refresh();
      const reports = new Reports(at.site.engine, 1);
      return (await reports.problem(operatorScope(course), block, ALL_TIME)).learners;
    };
    await at.ask('POST', 'statements', voiding(uuid(920_003)));
    await at.ask('POST', 'statements', attempts);
    expect(await learners()).toBe(2);
    await at.ask('POST', 'statements', voiding(uuid(920_001)));
    expect(await learners()).toBe(1);
    await at.site.workspace.recomputeAll(() => undefined);
    expect(await learners()).toBe(1);
  });

  it('Voiding is only for who may do everything', async () => {
    const id = randomUUID();
    await at.ask('POST', 'statements', plain(id));
    const response = await at.ask('POST', 'statements', voiding(id), { user: 'writer' });
    expect([response.statusCode, response.json<Json>().code]).toEqual([403, 'not_in_scope']);
    expect((await at.get({ statementId: id })).statusCode).toBe(200);
  });
});

describe('who may', () => {
  it.each(['about', 'statements', 'statements/', 'activities/state', 'agents', 'extensions/x', ''])(
    'Nobody may come without a credential: %s',
    async (path) => {
      for (const headers of [
        {},
        { authorization: basic('all', 'wrong') },
        { authorization: 'Bearer x' },
        { authorization: basic('', '') },
      ]) {
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const) {
          const response = await at.ask(method, path, method === 'POST' ? {} : undefined, { user: null, headers });
          // Fastify knows no route for some of these: then there is nothing at all.
          expect([401, 404]).toContain(response.statusCode);
          if (response.statusCode === 401) expect(response.headers['www-authenticate']).toMatch(/^Basic realm=/);
          if (path.startsWith('statements') && method !== 'DELETE') expect(response.statusCode).toBe(401);
        }
      }
    },
  );

  it('The sign-on of the LMS opens nothing here', async () => {
    expect(
      (await at.ask('GET', 'statements', undefined, { user: null, headers: { authorization: 'JWT x.y.z' } }))
        .statusCode,
    ).toBe(401);
  });

  it.each([
    ['reader', 200, 403],
    ['writer', 403, 200],
    ['own', 200, 200],
  ] as const)(
    'A credential of the kind %s may do what it is for: reading %i, writing %i',
    async (user, reading, writing) => {
      expect((await at.get({ limit: '1' }, user)).statusCode).toBe(reading);
      expect((await at.ask('POST', 'statements', plain(), { user })).statusCode).toBe(writing);
    },
  );

  it('The word "mine" finds what this credential sent, in lists and by id', async () => {
    const verb = { id: 'https://example.org/owned' };
    const [own, foreign] = [randomUUID(), randomUUID()];
    await at.ask('POST', 'statements', plain(own, { verb }), { user: 'own' });
    await at.ask('POST', 'statements', plain(foreign, { verb }));
    expect(ids((await at.get({ verb: verb.id }, 'own')).json<Result>())).toEqual([own]);
    expect((await at.get({ statementId: own }, 'own')).statusCode).toBe(200);
    expect((await at.get({ statementId: foreign }, 'own')).statusCode).toBe(404);
    expect(ids((await at.get({ verb: verb.id }, 'reader')).json<Result>())).toEqual([foreign, own]);
  });
});

it('The word "mine" learns nothing of what others sent by pointing at it, however far away', async () => {
  const [verb, activity] = ['https://example.org/secret-verb', 'https://example.org/secret-thing'];
  const foreign = randomUUID();
  const ref = (id: string): Json => ({ object: { objectType: 'StatementRef', id } });
  await at.ask('POST', 'statements', plain(foreign, { verb: { id: verb }, object: { id: activity } }));
  const [near, far, between, through] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await at.ask('POST', 'statements', plain(near, ref(foreign)), { user: 'own' });
  await at.ask('POST', 'statements', plain(far, ref(near)), { user: 'own' });
  await at.ask('POST', 'statements', plain(between, ref(near)));
  await at.ask('POST', 'statements', plain(through, ref(between)), { user: 'own' });
  for (const filter of [{ verb }, { activity }, { activity, related_activities: 'true' }]) {
    expect(ids((await at.get(filter, 'own')).json<Result>())).toEqual([]);
    expect(ids((await at.get(filter, 'reader')).json<Result>()).sort()).toEqual(
      [foreign, near, far, between, through].sort(),
    );
  }
  const mine = { verb: 'https://example.org/my-verb' };
  const [target, pointing] = [randomUUID(), randomUUID()];
  await at.ask('POST', 'statements', plain(target, { verb: { id: mine.verb } }), { user: 'own' });
  await at.ask('POST', 'statements', plain(pointing, ref(target)), { user: 'own' });
  expect(ids((await at.get(mine, 'own')).json<Result>())).toEqual([pointing, target]);
});

describe('requests', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['no version', { 'x-experience-api-version': undefined }],
    ['version 0.95', { 'x-experience-api-version': '0.95' }],
    ['version 1.1.0', { 'x-experience-api-version': '1.1.0' }],
  ])('A request with %s is answered with 400, and ours is told', async (_, headers) => {
    const response = await at.ask('GET', 'statements', undefined, { headers });
    expect([response.statusCode, response.headers['x-experience-api-version']]).toEqual([400, '1.0.3']);
    expect((await at.ask('GET', 'about', undefined, { headers })).json()).toEqual({ version: ['1.0.3'] });
  });

  it('The versions 1.0 and any 1.0.x are taken', async () => {
    for (const version of ['1.0', '1.0.0', '1.0.9']) {
      expect(
        (await at.ask('GET', 'statements?limit=1', undefined, { headers: { 'x-experience-api-version': version } }))
          .statusCode,
      ).toBe(200);
    }
  });

  it.each([
    ['statements?statementId=1', /statementId/],
    [`statements?statementId=${uuid(1)}&voidedStatementId=${uuid(1)}`, /voidedStatementId/],
    [`statements?statementId=${uuid(1)}&limit=1`, /limit/],
    ['statements?StatementId=x', /StatementId/],
    ['statements?foo=bar', /foo/],
    ['statements?limit=-1', /limit/],
    ['statements?limit=1&limit=2', /limit/],
    ['statements?ascending=yes', /ascending/],
    ['statements?since=yesterday', /since/],
    ['statements?agent=ada', /agent/],
    ['statements?agent=%7B%22objectType%22%3A%22Group%22%2C%22member%22%3A%5B%5D%7D', /agent/],
    ['statements?format=long', /format/],
    ['statements?after=1', /after/],
  ])('A request that asks %s is answered with 400, naming it', async (path, name) => {
    const response = await at.ask('GET', path);
    expect(response.statusCode).toBe(400);
    expect(JSON.stringify(response.json<Json>().details)).toMatch(name);
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['no JSON', '{"actor":', {}],
    ['NaN', '{"result":NaN}', {}],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}],
    ['text', '"x"', {}],
    ['null', 'null', {}],
    ['a list of lists', '[[]]', {}],
    ['nothing', '', {}],
    ['another type', JSON.stringify(plain()), { 'content-type': 'text/plain' }],
    ['parts', 'x', { 'content-type': 'multipart/mixed; boundary=x' }],
    ['a form without a method', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('A body of %s is answered with 400', async (_, body, headers) => {
    expect((await at.ask('POST', 'statements', body, { headers })).statusCode).toBe(400);
  });

  it('A body larger than is taken is answered with 413; more than fits into memory together with 503 and when to come again', async () => {
    const large = await at.ask('POST', 'statements', `[${' '.repeat(32_000_000)}]`);
    expect([large.statusCode, large.json<Json>().code]).toEqual([413, 'too_large']);
    const form = await at.ask('POST', 'statements?method=POST', 'x'.repeat(1_000_001), { user: null });
    expect(form.statusCode).toBe(413);
    const padded = `[${' '.repeat(20_000_000)}${JSON.stringify(plain())}]`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => at.ask('POST', 'statements', padded)));
    const codes = answers.map(({ statusCode }) => statusCode);
    expect(codes).toContain(200);
    expect(codes).toContain(503);
    expect(new Set(codes).size).toBe(2);
    const refused = answers.find(({ statusCode }) => statusCode === 503)!;
    expect([refused.json<Json>().code, Number(refused.headers['retry-after']) > 0]).toEqual(['overloaded', true]);
    // Nothing stays held.
    expect((await at.ask('POST', 'statements', padded)).statusCode).toBe(200);
  });

  it('HEAD answers as GET does, without a body', async () => {
    const id = randomUUID();
    await at.ask('POST', 'statements', plain(id));
    const [head, get] = [await at.ask('HEAD', `statements?statementId=${id}`), await at.get({ statementId: id })];
    expect([head.statusCode, head.body]).toEqual([200, '']);
    for (const name of ['last-modified', 'x-experience-api-version', 'content-type', 'content-length'])
      expect(head.headers[name]).toBe(get.headers[name]);
    expect((await at.ask('HEAD', `statements?statementId=${randomUUID()}`)).statusCode).toBe(404);
  });

  it('The alternate syntax does the same, credential and all in the form', async () => {
    const id = randomUUID();
    const form = (
      method: string,
      fields: Record<string, string>,
      query = '',
    ): Promise<{ statusCode: number; body: string }> =>
      at.ask('POST', `statements?method=${method}${query}`, new URLSearchParams(fields).toString(), {
        user: null,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-experience-api-version': undefined },
      });
    const head = {
      Authorization: basic('all'),
      'X-Experience-API-Version': '1.0.3',
      'Content-Type': 'application/json',
    };
    expect((await form('PUT', { ...head, statementId: id, content: JSON.stringify(plain(id)) })).statusCode).toBe(204);
    const found = await form('GET', { ...head, statementId: id });
    expect([found.statusCode, (JSON.parse(found.body) as Json).id]).toEqual([200, id]);
    expect((await form('GET', { statementId: id, 'X-Experience-API-Version': '1.0.3' })).statusCode).toBe(401);
    expect((await form('GET', { ...head, Authorization: basic('all', 'no') })).statusCode).toBe(401);
    expect((await form('GET', { ...head, statementId: id }, '&limit=1')).statusCode).toBe(400);
    expect((await form('BREW', head)).statusCode).toBe(400);
  });

  it('What was stored can be found as soon as it is answered', async () => {
    const before = await at.get({ limit: '1' });
    const through = Date.parse(String(before.headers['x-experience-api-consistent-through']));
    expect(Math.abs(Date.now() - through)).toBeLessThan(60_000);
    const [id] = (await at.ask('POST', 'statements', plain())).json<string[]>();
    expect(ids((await at.get({ limit: '1' })).json<Result>())).toEqual([id]);
  });
});

describe('forms of an answer', () => {
  const id = randomUUID();
  const sent = plain(id, {
    actor: { objectType: 'Group', name: 'Team', member: [{ mbox: 'mailto:a@example.org', name: 'A' }] },
    verb: { id: 'https://example.org/did', display: { 'en-US': 'did', de: 'tat' } },
    object: {
      id: 'https://example.org/thing',
      definition: { name: { 'en-US': 'Thing', de: 'Ding' }, type: 'https://example.org/t' },
    },
    context: { contextActivities: { parent: { id: 'https://example.org/p', definition: { name: { en: 'P' } } } } },
  });
  beforeAll(async () => {
    await at.ask('POST', 'statements', sent);
  });

  it('The exact form is as sent, with context activities as lists', async () => {
    const { context, ...rest } = await one(id);
    const { context: _, ...same } = sent;
    expect(rest).toMatchObject(same);
    expect(context).toEqual({
      contextActivities: { parent: [{ id: 'https://example.org/p', definition: { name: { en: 'P' } } }] },
    });
  });

  it('The form of ids has what identifies, and nothing else', async () => {
    expect(await one(id, { format: 'ids' })).toMatchObject({ id });
    const { actor, verb, object, context } = await one(id, { format: 'ids' });
    expect(actor).toEqual({ objectType: 'Group', member: [{ mbox: 'mailto:a@example.org' }] });
    expect([verb, object]).toEqual([{ id: 'https://example.org/did' }, { id: 'https://example.org/thing' }]);
    expect(context).toEqual({ contextActivities: { parent: [{ id: 'https://example.org/p' }] } });
  });

  it('The canonical form has one language of each map, the reader’s where there is one', async () => {
    const languages = { 'accept-language': 'fr, de-CH;q=0.9, en;q=0.5' };
    const response = await at.ask('GET', `statements?statementId=${id}&format=canonical`, undefined, {
      headers: languages,
    });
    const { verb, object, context } = response.json<Record<string, Json>>();
    expect(verb!.display).toEqual({ de: 'tat' });
    expect((object!.definition as Json).name).toEqual({ de: 'Ding' });
    expect(JSON.stringify(context)).toContain('{"en":"P"}');
  });

  it('An answer with attachments=true has parts, of which the statements are the only one', async () => {
    const response = await at.get({ statementId: id, attachments: 'true' });
    const boundary = /^multipart\/mixed; boundary=(.+)$/.exec(String(response.headers['content-type']))![1]!;
    const [, part] = response.body.split(`--${boundary}`);
    expect((JSON.parse(part!.split('\r\n\r\n')[1]!) as Json).id).toBe(id);
  });
});

describe('while the database fails', () => {
  it('An error of one request does not spoil those stored with it, and quotes nothing', async () => {
    const { engine } = at.site;
    const insert = engine.insertText.bind(engine);
    const poison = randomUUID();
    const spy = jest.spyOn(engine, 'insertText').mockImplementation(async (table, columns, text) => {
      if (text.includes(poison)) throw new EngineError(`Cannot parse "hunter2" in ${table}`, '117');
      return insert(table, columns, text);
    });
    const sent = [randomUUID(), poison, randomUUID()];
    const answers = await Promise.all(sent.map((id) => at.ask('POST', 'statements', plain(id))));
    spy.mockRestore();
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 500, 200]);
    expect(answers[1]!.body).not.toContain('hunter2');
    expect((await at.get({ statementId: poison })).statusCode).toBe(404);
    expect((await at.ask('POST', 'statements', plain(poison))).statusCode).toBe(200);
  });
});

it('Raw statements that count for no course are kept and found', async () => {
  const id = randomUUID();
  await at.ask('POST', 'statements', plain(id, { object: { objectType: 'Agent', mbox: 'mailto:b@example.org' } }));
  expect(await one(id)).toMatchObject({ object: { objectType: 'Agent', mbox: 'mailto:b@example.org' } });
});

it('What is asked for inserts alone does not stick to what is read', async () => {
  const planning = async (): Promise<unknown> =>
    (await at.site.engine.rows("SELECT value FROM system.settings WHERE name = 'query_plan_merge_expressions'"))[0]
      ?.value;
  expect((await at.ask('POST', 'statements', plain())).statusCode).toBe(200);
  expect(await planning()).toBe('1');
});
