import { createHmac, generateKeyPairSync } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type JWTPayload, SignJWT, exportJWK, exportSPKI } from 'jose';
import { type Person, TokenVerifier, tokenOf } from '../../api/auth/token';
import { tokenFault } from '../../api/auth/tokenFault';
import type { LmsConfig } from '../../api/config/config';
import { makeKeyPair } from '../../api/demo/lmsTokens';
import { StandInLms } from '../../api/demo/standInLms';

const ROOT = 'https://lms.example.org';
const COURSE = 'course-v1:Edu+Ada+2026';
const keys = makeKeyPair();
const strangersKeys = makeKeyPair();
const lmsOf = async (pair: typeof keys): Promise<StandInLms> =>
  StandInLms.create({
    root: ROOT,
    keys: await pair,
    courseKey: COURSE,
    courses: async () => [],
    structure: async () => null,
  });
const lms = lmsOf(keys);

const configOf = async (keySource?: LmsConfig['keys']): Promise<LmsConfig> => ({
  baseUrl: ROOT,
  internalUrl: ROOT,
  studioUrl: null,
  keys: keySource ?? { jwks: JSON.stringify((await lms).jwks()) },
  issuer: `${ROOT}/oauth2`,
  audience: 'openedx',
});
const verify = async (token: string | null, keySource?: LmsConfig['keys']): Promise<Person> =>
  new TokenVerifier(await configOf(keySource)).verify(token);
const refused = { code: 'not_signed_in' };

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (): JWTPayload => ({
  iss: `${ROOT}/oauth2`,
  aud: 'openedx',
  exp: Math.floor(Date.now() / 1000) + 600,
  preferred_username: 'staff',
  user_id: 7,
});

describe('where the token is found', () => {
  const front = 'edx-jwt-cookie-header-payload=head.body';
  const signature = 'edx-jwt-cookie-signature=signed';
  const wanted = { 'use-jwt-cookie': 'true' };
  it.each([
    ['JWT', { authorization: 'JWT a.b.c' }, 'a.b.c'],
    ['Bearer', { authorization: 'Bearer a.b.c' }, 'a.b.c'],
    ['in any case', { authorization: 'jwt a.b.c' }, 'a.b.c'],
    ['both cookies and the header', { ...wanted, cookie: `${front}; ${signature}` }, 'head.body.signed'],
    ['both cookies among others', { ...wanted, cookie: `a=b;${signature};x;=;${front};c=d=e` }, 'head.body.signed'],
    ['both cookies without the header', { cookie: `${front}; ${signature}` }, null],
    ['no signature', { ...wanted, cookie: front }, null],
    ['only the signature', { ...wanted, cookie: signature }, null],
    ['an empty signature', { ...wanted, cookie: `${front}; edx-jwt-cookie-signature=` }, null],
    ['a cookie whose name only ends like it', { ...wanted, cookie: `${front}; x-${signature}` }, null],
    [
      'the header before the cookies',
      { ...wanted, authorization: 'JWT a.b.c', cookie: `${front}; ${signature}` },
      'a.b.c',
    ],
    [
      'another scheme, whatever the cookies',
      { ...wanted, authorization: 'Basic YTpi', cookie: `${front}; ${signature}` },
      null,
    ],
    ['a scheme without a token', { authorization: 'JWT ' }, null],
    ['two words', { authorization: 'JWT a b' }, null],
    ['nothing', {}, null],
  ])('A token is found, or is none, with %s', (_, headers: Record<string, string>, expected) => {
    expect(tokenOf(headers)).toBe(expected);
  });
});

describe('who is let in', () => {
  it('Sign-on takes the LMS at its word, and keeps the token to ask it with', async () => {
    const token = await (await lms).signToken('staff');
    expect(await verify(token)).toEqual({ id: '102', isSuperuser: false, username: 'staff', token });
  });

  it('Sign-on knows a person by the subject where no user id is sent', async () => {
    const token = await (await lms).signToken('staff', { user_id: undefined, sub: 'abc' });
    expect(await verify(token)).toMatchObject({ id: 'abc' });
  });

  it('Sign-on takes for a superuser only whom the token plainly says to be one', async () => {
    const isSuperuser = async (superuser: unknown): Promise<boolean> =>
      (await verify(await (await lms).signToken('staff', { superuser }))).isSuperuser;
    expect(await Promise.all([true, false, undefined, 'false', 1].map(isSuperuser))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  const overrides: [string, Record<string, unknown>][] = [
    ['another issuer', { iss: 'https://elsewhere.example.org/oauth2' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'some-other-service' }],
    ['no audience', { aud: undefined }],
    ['expired', { exp: Math.floor(Date.now() / 1000) - 1 }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is no time', { exp: 'tomorrow' }],
    ['not good yet', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['nobody in it', { user_id: undefined, sub: undefined }],
    ['no username', { preferred_username: undefined }],
  ];
  it.each(overrides)('A token is not let in with %s', async (_, override) => {
    await expect(verify(await (await lms).signToken('staff', override))).rejects.toMatchObject(refused);
  });

  const uses: [string, Record<string, unknown>, 'all' | 'reads only' | 'refused'][] = [
    ['the LMS’s own session', { scopes: ['user_id', 'email', 'profile'], is_restricted: false }, 'all'],
    ['an LMS from before scopes', { scopes: undefined, is_restricted: undefined }, 'all'],
    ['an application with read and write access', { scopes: ['read', 'write', 'email', 'profile'] }, 'all'],
    ['an application with read access', { scopes: ['read', 'profile'] }, 'reads only'],
    ['an application that may know who one is', { scopes: ['profile', 'email'] }, 'refused'],
    ['an application for grades', { scopes: ['grades:read'] }, 'refused'],
    ['no scope at all', { scopes: [] }, 'refused'],
    ['scopes as one text', { scopes: 'user_id read write' }, 'refused'],
    ['scopes that are no list', { scopes: { user_id: true } }, 'refused'],
    ['a restricted application', { is_restricted: true, grant_type: 'client-credentials' }, 'refused'],
    [
      'a restricted application with every scope',
      { is_restricted: true, scopes: ['user_id', 'read', 'write'] },
      'refused',
    ],
    ['a restriction written in another way', { is_restricted: 'true' }, 'refused'],
    ['a restriction of one', { is_restricted: 1 }, 'refused'],
  ];
  it.each(uses)('A token of %s is let in as far as it should be', async (_, override, expected) => {
    const person = verify(await (await lms).signToken('staff', override));
    if (expected === 'refused') return expect(person).rejects.toMatchObject(refused);
    expect((await person).readsOnly ?? false).toBe(expected === 'reads only');
  });

  it('A token signed with another key is not let in', async () => {
    const token = await (await lmsOf(strangersKeys)).signToken('staff');
    await expect(verify(token)).rejects.toMatchObject(refused);
  });

  it('Why tokens cannot be verified is noted once, until one can, and an expired one is nothing to mend', async () => {
    const told: (string | null)[] = [];
    await verify(await (await lms).signToken('staff'));
    tokenFault.onChange = (fault) => told.push(fault);
    const tokens = [
      await (await lmsOf(strangersKeys)).signToken('staff'),
      await (await lmsOf(strangersKeys)).signToken('staff'),
      await (await lms).signToken('staff', { iss: 'https://elsewhere.example.org/oauth2' }),
      await (await lms).signToken('staff', { aud: 'some-other-service' }),
      await (await lms).signToken('staff', { nbf: Math.floor(Date.now() / 1000) + 600 }),
      await (await lms).signToken('staff', { exp: 1 }),
      'no token',
    ];
    for (const token of tokens) await expect(verify(token)).rejects.toMatchObject(refused);
    expect(tokenFault.now).toMatch(/clock/);
    await verify(await (await lms).signToken('staff'));
    tokenFault.onChange = () => undefined;
    expect(told).toEqual([
      expect.stringMatching(/signed with a key/),
      expect.stringMatching(/issuer/),
      expect.stringMatching(/audience/),
      expect.stringMatching(/clock/),
      null,
    ]);
  });

  it('A token with alg none is not let in', async () => {
    for (const alg of ['none', 'None', 'NONE', '']) {
      for (const signature of ['', 'AAAA']) {
        const token = `${part({ alg, typ: 'JWT', kid: 'stand-in' })}.${part(claims())}.${signature}`;
        await expect(verify(token)).rejects.toMatchObject(refused);
      }
    }
  });

  it('A token by HS256 or HS512 with the public key as the shared secret is not let in', async () => {
    const pem = await exportSPKI((await keys).publicKey);
    for (const [alg, hash] of [
      ['HS256', 'sha256'],
      ['HS512', 'sha512'],
    ] as const) {
      for (const secret of [pem, pem.trim(), JSON.stringify((await lms).jwks().keys[0])]) {
        const signed = `${part({ alg, typ: 'JWT', kid: 'stand-in' })}.${part(claims())}`;
        const signature = createHmac(hash, secret).update(signed).digest('base64url');
        await expect(verify(`${signed}.${signature}`)).rejects.toMatchObject(refused);
      }
    }
  });

  it('A token by RS256 or PS512 is not let in, though the key is the right one', async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { kty, n, e } = pair.publicKey.export({ format: 'jwk' });
    const jwks = JSON.stringify({ keys: [{ kty, n, e }] });
    const signed = (alg: string): Promise<string> =>
      new SignJWT(claims()).setProtectedHeader({ alg }).sign(pair.privateKey);
    expect(await verify(await signed('RS512'), { jwks })).toMatchObject({ username: 'staff' });
    for (const alg of ['RS256', 'RS384', 'PS512'])
      await expect(verify(await signed(alg), { jwks })).rejects.toMatchObject(refused);
  });

  it('A payload that was changed after it was signed is not let in', async () => {
    const [head, , signature] = (await (await lms).signToken('learner')).split('.');
    await expect(verify(`${head}.${part({ ...claims(), administrator: true })}.${signature}`)).rejects.toMatchObject(
      refused,
    );
  });

  it('A key that the token brings along is not believed', async () => {
    const { privateKey, publicKey } = await strangersKeys;
    const token = await new SignJWT(claims())
      .setProtectedHeader({
        alg: 'RS512',
        kid: 'mine',
        jwk: await exportJWK(publicKey),
        jku: 'https://evil.example.org/jwks',
      })
      .sign(privateKey);
    await expect(verify(token)).rejects.toMatchObject(refused);
  });

  it.each([
    ['nothing', null],
    ['empty', ''],
    ['one part', 'abc'],
    ['two parts', 'abc.def'],
    ['three parts of nothing', '..'],
    ['four parts', 'a.b.c.d'],
    ['five parts, as an encrypted one has', `${part({ alg: 'dir', enc: 'A128GCM' })}.a.b.c.d`],
    ['not base64', '%%%.%%%.%%%'],
    ['a head that is no JSON', `${Buffer.from('{').toString('base64url')}.e30.AAAA`],
    ['a head that is a list', `${part([])}.e30.AAAA`],
    ['a head that is null', `${part(null)}.e30.AAAA`],
    ['an algorithm that is a list', `${part({ alg: ['RS512'] })}.${part({})}.AAAA`],
    ['critical extensions', `${part({ alg: 'RS512', kid: 'stand-in', crit: ['x'] })}.${part({})}.AAAA`],
    ['a long one', 'x'.repeat(20_000)],
    ['control characters', '\u0000.\u0000.\u0000'],
  ])('Garbage is not let in as a token (%s)', async (_, token) => {
    await expect(verify(token)).rejects.toMatchObject(refused);
  });
});

describe('keys that change', () => {
  it('Sign-on takes a token without a key id while the LMS has two keys', async () => {
    const { publicKey, privateKey } = await keys;
    const set = await Promise.all([(await strangersKeys).publicKey, publicKey].map((key) => exportJWK(key)));
    const jwks = JSON.stringify({ keys: set.map((key) => ({ ...key, use: 'sig', alg: 'RS512' })) });
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'RS512' }).sign(privateKey);
    expect(await verify(token, { jwks })).toMatchObject({ username: 'staff' });
    const forged = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'RS512' })
      .sign((await makeKeyPair()).privateKey);
    await expect(verify(forged, { jwks })).rejects.toMatchObject(refused);
  });

  describe('fetched from the LMS', () => {
    let server: Server;
    let answer: { status: number; body: string };
    let asked = 0;
    let url = '';
    beforeAll(async () => {
      server = createServer((_, response) => {
        asked += 1;
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    it('The key of the LMS is fetched once for many tokens', async () => {
      answer = { status: 200, body: JSON.stringify((await lms).jwks()) };
      asked = 0;
      const verifier = new TokenVerifier(await configOf({ url }));
      const token = await (await lms).signToken('staff');
      await Promise.all([1, 2, 3].map(() => verifier.verify(token)));
      await verifier.verify(token);
      expect(asked).toBe(1);
    });

    it.each([
      ['an error', 500, 'broken'],
      ['a page instead of keys', 200, '<html>'],
    ])('The LMS counts as away, which is not the person’s fault, where it sends %s', async (_, status, body) => {
      answer = { status, body };
      const token = await (await lms).signToken('staff');
      await expect(verify(token, { url })).rejects.toMatchObject({ code: 'lms_unavailable' });
    });

    it('The LMS counts as away where nobody is at its address', async () => {
      const token = await (await lms).signToken('staff');
      await expect(verify(token, { url: 'http://127.0.0.1:1/jwks' })).rejects.toMatchObject({
        code: 'lms_unavailable',
      });
    });

    describe('after the LMS changed its key', () => {
      const setOf = async (pair: Awaited<typeof keys>, kid: string | undefined): Promise<string> =>
        JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: 'RS512' }] });
      const tokenBy = (pair: Awaited<typeof keys>, kid: string | undefined): Promise<string> =>
        new SignJWT(claims()).setProtectedHeader({ alg: 'RS512', ...(kid ? { kid } : {}) }).sign(pair.privateKey);

      it.each([
        ['another id', 'one', 'two'],
        ['the same id', 'one', 'one'],
        ['no id', undefined, undefined],
      ])('The first token is let in after the LMS changed its key to one with %s', async (_, before, after) => {
        const verifier = new TokenVerifier(await configOf({ url }));
        answer = { status: 200, body: await setOf(await keys, before) };
        await verifier.verify(await tokenBy(await keys, before));
        answer = { status: 200, body: await setOf(await strangersKeys, after) };
        expect(await verifier.verify(await tokenBy(await strangersKeys, after))).toMatchObject({ username: 'staff' });
        await expect(verifier.verify(await tokenBy(await keys, before))).rejects.toMatchObject(refused);
      });

      it('Forged tokens have it asked a few times only, and the next key is let in a little later', async () => {
        let now = 0;
        const verifier = new TokenVerifier(await configOf({ url }), () => now);
        answer = { status: 200, body: await setOf(await keys, 'one') };
        await verifier.verify(await tokenBy(await keys, 'one'));
        asked = 0;
        for (let n = 0; n < 50; n += 1)
          await expect(verifier.verify(await tokenBy(await strangersKeys, `forged-${n}`))).rejects.toMatchObject(
            refused,
          );
        expect(asked).toBeLessThanOrEqual(5);
        answer = { status: 200, body: await setOf(await strangersKeys, 'two') };
        const next = await tokenBy(await strangersKeys, 'two');
        await expect(verifier.verify(next)).rejects.toMatchObject(refused);
        now += 2000;
        expect(await verifier.verify(next)).toMatchObject({ username: 'staff' });
      });
    });

    it('Garbage is refused without asking', async () => {
      asked = 0;
      await expect(verify('garbage', { url })).rejects.toMatchObject(refused);
      expect(asked).toBe(0);
    });
  });
});
