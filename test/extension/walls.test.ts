/** Beside an extension that misbehaves the service answers as before; `node test/walls.mjs` tries all of them for longer. */
import { writeFileSync } from 'node:fs';
import fastify, { type FastifyInstance } from 'fastify';
import { demoPeople } from '../../api/demo/people';
import { StandInLms } from '../../api/demo/standInLms';
import { paths } from '../http/api';
import { COURSE, PROBLEM, lines, statementsOf, structureCsv } from '../http/smallCourse';
import { type Running, Site, buildCommand, until } from '../cli/run';
import { freePort } from '../support/freePort';
import { type Service, tryBad } from './walls';

/** Time in which it is asked at least, seconds; it is asked on until the extension is paused. */
const SECONDS = 2;

describe('a service beside a bad extension', () => {
  let lms: FastifyInstance;
  let site: Site;
  let serving: Running;
  let service: Service;
  beforeAll(async () => {
    buildCommand();
    const [lmsPort, port] = [await freePort(), await freePort()];
    const root = `http://127.0.0.1:${lmsPort}`;
    const standIn = await StandInLms.create({
      root,
      courseKey: COURSE,
      people: demoPeople(COURSE),
      courses: async () => [],
      structure: async () => null,
    });
    lms = fastify();
    await lms.register(standIn.plugin);
    await lms.listen({ port: lmsPort, host: '127.0.0.1' });
    const env = {
      LMS_BASE_URL: root,
      MARGINALIA_JWK_SET: JSON.stringify(standIn.jwks()),
      MARGINALIA_DEMO: '',
      PORT: String(port),
    };
    site = new Site(env).migrated();
    writeFileSync(site.file('s.jsonl'), lines(statementsOf()));
    writeFileSync(site.file('c.csv'), structureCsv());
    serving = site.start(['serve']);
    const origin = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${origin}/readyz`).catch(() => null))?.status === 200);
    await site.run(['load', 'course', 'c.csv']);
    await site.run(['load', 'xapi', 's.jsonl', '--wait']);
    service = {
      origin,
      pid: serving.child.pid ?? 0,
      panel: paths.problem(COURSE, PROBLEM),
      headers: { authorization: `JWT ${await standIn.signToken('staff')}` },
      run: (...words) => site.run(words),
    };
  }, 60_000);
  afterAll(async () => {
    site.remove();
    await lms.close();
  });

  it.each([
    ['caught-loop', /^paused: it took too long/],
    ['buffers', /^paused: it (needed too much memory|took too long)/],
    ['exit', /^paused: /],
  ])(
    'A service beside %s answers as before, and says that the extension is paused',
    async (name, status) => {
      expect(await tryBad(service, name, SECONDS)).toMatchObject({
        ...{ unhealthy: 0, changed: 0, isSame: true, isNamed: true },
        status: expect.stringMatching(status) as string,
      });
    },
    60_000,
  );

  it('A service beside an extension that changes what all code shares is left alone by it', async () => {
    expect(await tryBad(service, 'pollution', SECONDS)).toMatchObject({
      ...{ unhealthy: 0, changed: 0, isSame: true, isNamed: false, status: 'on' },
    });
  }, 60_000);
});
