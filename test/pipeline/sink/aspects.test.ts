import { spawn, spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadStatements } from '../../../api/pipeline/ingest/load';
import { readStructure } from '../../../api/store/structure';
import { lines, register } from '../../support/statements';
import { type SinkSite, openSinkSite } from './endpoint';

/** A Python that has the package platform-plugin-aspects. */
const PYTHON = process.env.MARGINALIA_SINK_PYTHON ?? '';
const hasSinks = PYTHON !== '' && spawnSync(PYTHON, ['-c', 'import platform_plugin_aspects']).status === 0;
const what = `platform-plugin-aspects${hasSinks ? '' : ' (skipped: MARGINALIA_SINK_PYTHON names no Python that has it)'}`;

const RUN = 'course-v1:Edu+Sink+2026';
const CCX = 'ccx-v1:Edu+Sink+2026+ccx@1';
/** The id in statements of the user that the script knows. */
const ADA = '32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb';

(hasSinks ? describe : describe.skip)(what, () => {
  let site: SinkSite;
  let sink: string;
  let people: string;
  beforeAll(async () => {
    site = await openSinkSite();
    sink = site.site.config.databases.eventSink;
    people = site.site.config.databases.own;
    await site.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => site.close());

  /** Has its own code send to us. */
  const run = async (
    action: string,
    argument = '',
    password = 'secret',
  ): Promise<{ status: unknown; said: string }> => {
    const { port } = site.app.server.address() as AddressInfo;
    const child = spawn(PYTHON, [
      join(__dirname, 'aspects.py'),
      `http://127.0.0.1:${port}/sink`,
      'lms',
      password,
      action,
      argument,
    ]);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
    return { status: await new Promise((resolve) => child.on('close', resolve)), said };
  };

  it('The LMS asks about a course that was never dumped, publishes it and its CCX, and is told when', async () => {
    const asked = await run('ask,publish,ask', '300');
    expect(asked.status).toBe(0);
    expect(asked.said).toMatch(/^None True\n(?:.*\n)*\d{4}-\d\d-\d\d [\d:.]+\+00:00 False$/m);
    for (const key of [RUN, CCX]) {
      const structure = await readStructure(site.site.engine, key);
      expect(structure).toMatchObject({ name: 'Sinks' });
      const types = structure!.blocks.map(({ type }) => type);
      // The page beside the course has no place in it.
      expect([types.length, types.filter((type) => type === 'problem').length]).toEqual([299, 262]);
    }
    const structure = await readStructure(site.site.engine, RUN);
    const problem = structure!.blocks.find(({ name }) => name === 'Wie groß ist 3?');
    expect(structure!.blocks.find(({ id }) => id === problem?.parent)).toMatchObject({ name: 'Unit 2' });
  });

  it('The LMS sends enrollments, tags and ids, and of people we keep no name', async () => {
    expect(await run('enroll,tags,ids')).toEqual({ status: 0, said: expect.anything() });
    const { engine } = site.site;
    expect(
      await engine.rows(`SELECT course_key, is_active, mode, username, user_id FROM ${sink}.course_enrollment`),
    ).toEqual([{ course_key: RUN, is_active: true, mode: 'audit', username: '', user_id: 7 }]);
    expect(
      await engine.rows(`SELECT toString(external_user_id) AS id, username, user_id FROM ${sink}.external_id`),
    ).toEqual([{ id: ADA, username: '', user_id: 7 }]);
    for (const table of ['taxonomy', 'tag', 'object_tag']) expect(await site.count(`${sink}.${table}`)).toBe(1);
  });

  it('The LMS hears in its log why something is not taken', async () => {
    const profiles = await run('profiles');
    expect(profiles.status).not.toBe(0);
    expect(profiles.said).toContain('not_taken_here');
    expect(await site.count(`${sink}.user_profile`)).toBe(0);
    const stranger = await run('enroll', '', 'wrong');
    expect(stranger.status).not.toBe(0);
    expect(stranger.said).toContain('wrong_credentials');
  });

  it('The LMS retires a user: what the user did is gone, and so is the mapping', async () => {
    const { engine } = site.site;
    const text = lines([register({ id: 1, who: ADA, seconds: 1 }), register({ id: 2, who: 'somebody', seconds: 2 })]);
    await loadStatements(engine, Readable.from([Buffer.from(text)]), {
      onReject: ({ reason }) => {
        throw new Error(reason);
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    await site.site.workspace.refresh();
    expect(await run('retire')).toEqual({ status: 0, said: expect.anything() });
    await site.retirements.idle();
    expect(await engine.rows(`SELECT DISTINCT learner FROM ${people}.facts FINAL`)).toEqual([{ learner: 'somebody' }]);
    for (const table of ['external_id', 'course_enrollment']) expect(await site.count(`${sink}.${table}`)).toBe(0);
    // The mapping once more, as a late task of the LMS's sends it: it is not kept.
    expect(await run('ids')).toEqual({ status: 0, said: expect.anything() });
    expect(await site.count(`${sink}.external_id`)).toBe(0);
  });
});
