/** From a file to a number, on the real engine: added, enabled, computed, asked, upgraded, forgotten, removed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorScope } from '../../api/auth/scope';
import { manageExtension } from '../../api/cli/extension/manage';
import { parseCommand } from '../../api/cli/parseCommand';
import type { ExtensionCommand } from '../../api/cli/extension/command';
import { reportsOf, reportOfExtension } from '../../api/cli/extension/report';
import { openTestApi } from '../http/api';
import { COURSE, PROBLEM, VIDEO, lines, loadCsv, loadText, statementsOf, structureCsv } from '../http/smallCourse';
import { openServices } from '../../api/metrics';
import { forget } from '../../api/retirement/forget';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

const ROOT = join(__dirname, '..', '..');

describe('an extension', () => {
  let site: TestWorkspace;
  const said: string[] = [];
  const io = {
    stdin: process.stdin,
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    isTerminal: false,
    signal: new AbortController().signal,
  };
  /** As typed after `marginalia extension`. */
  const run = async (...words: string[]): Promise<number> => {
    const command = parseCommand(['extension', ...words]) as ExtensionCommand;
    said.length = 0;
    return manageExtension(site.workspace, command, 10, io);
  };
  const ask = (id: string, block = PROBLEM) =>
    reportsOf(site.workspace, 10).metric(operatorScope(COURSE), id, { block }, 'operator');
  const rows = async (table: string): Promise<number> =>
    Number((await site.engine.rows(`SELECT count() AS n FROM ${site.engine.databases.own}.${table} FINAL`))[0]?.n);

  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
    await loadCsv(site.workspace, structureCsv());
    await loadText(site.workspace, lines(statementsOf(undefined, undefined, undefined, 40)));
  });
  afterAll(() => site.close());

  it('An extension is off when it is added, and says what it reads', async () => {
    expect(await run('add', 'examples/time-on-task')).toBe(0);
    expect(said.join('')).toMatch(/all events of one learner at a time, not who it is[\s\S]*It is off/);
    await expect(ask('acme.time-on-task')).rejects.toMatchObject({ code: 'unknown_extension' });
  });

  it('An extension answers once it is enabled: before each attempt a minute', async () => {
    expect(await run('enable', 'acme', '--courses', 'all', '--wait')).toBe(0);
    // the first attempt comes one or two minutes after registering, a second one a minute after the first
    expect(await ask('acme.time-on-task')).toMatchObject({
      state: 'ready',
      shape: 'quartiles',
      value: { kind: 'value', low: 120, middle: 120, high: 120, of: 40 },
    });
  });

  it('An extension computes derived events and what rests on them, and an expression', async () => {
    expect(await run('add', 'examples/stuck')).toBe(0);
    expect(await run('enable', 'acme/stuck', '--courses', 'all', '--wait')).toBe(0);
    expect(await ask('acme.ever-stuck')).toMatchObject({ value: { count: 0, of: 40 } });
  });

  it('An extension is asked over HTTP like anything else, by the team of the course only', async () => {
    const services = openServices(site.engine, 10, site.workspace.learnerRules);
    const api = await openTestApi({ services: () => services, extensions: () => reportsOf(site.workspace, 10) });
    const base = `/api/v1/courses/${encodeURIComponent(COURSE)}`;
    const url = `${base}/extensions/acme/time-on-task?block=${encodeURIComponent(PROBLEM)}`;
    const answer = await api.get(url);
    expect(answer.statusCode).toBe(200);
    const typed = parseCommand(['report', 'acme.time-on-task', '--course', COURSE, '--block', PROBLEM]);
    said.length = 0;
    await reportOfExtension(site.workspace, typed as never, 10, io);
    expect(said.join('')).toBe(answer.body);
    const unknown = await api.get(`${base}/extensions/acme/time-on-task?block=nothing`);
    expect([unknown.statusCode, unknown.json()]).toEqual([404, expect.objectContaining({ code: 'unknown_block' })]);
    const video = await api.get(`${base}/extensions/acme/time-on-task?block=${encodeURIComponent(VIDEO)}`);
    expect([video.statusCode, video.json()]).toEqual([404, expect.objectContaining({ code: 'wrong_block_type' })]);
    expect((await api.get(url, null)).statusCode).toBe(401);
    expect((await api.get(`${url}&patience=3`)).json()).toMatchObject({ code: 'unknown_parameter' });
    const cards = (await api.get(`${base}/cards?block=${encodeURIComponent(PROBLEM)}`)).json<
      { id: string; state: string }[]
    >();
    expect(cards.map(({ id, state }) => [id, state])).toEqual([
      ['acme.ever-stuck', 'ready'],
      ['acme.time-on-task', 'ready'],
    ]);
    const csv = await api.get(`${base}/export/acme.time-on-task.csv`);
    expect(csv.body).toMatch(/Cogs,120,120,120,40/);
    expect((await api.get('/api/v1/metrics/acme.time-on-task')).json()).toMatchObject({ title: 'Time on task' });
    const description = (await api.get('/openapi.json')).json<{ paths: object }>();
    expect(Object.keys(description.paths)).toContain('/api/v1/courses/{course}/extensions/acme/time-on-task');
    await api.close();
  });

  it('An extension shows the team nothing that is for the site alone', async () => {
    expect(await run('add', join(ROOT, 'test', 'extension', 'siteonly.ts'))).toBe(0);
    expect(await run('enable', 'siteonly', '--courses', 'all', '--wait')).toBe(0);
    const asTeam = reportsOf(site.workspace, 10);
    await expect(asTeam.metric(operatorScope(COURSE), 'siteonly.secret', { block: PROBLEM })).rejects.toMatchObject({
      code: 'unknown_extension',
    });
    await expect(asTeam.csv(operatorScope(COURSE), 'siteonly.secret')).rejects.toMatchObject({
      code: 'unknown_extension',
    });
    const cards = await asTeam.cards(operatorScope(COURSE), PROBLEM);
    expect(cards.map(({ id }) => id)).not.toContain('siteonly.secret');
    expect(await ask('siteonly.secret')).toMatchObject({ state: 'ready' });
    expect(await run('remove', 'siteonly', '--yes')).toBe(0);
  });

  it('An extension fails alone, with words, and is paused', async () => {
    expect(await run('add', join(ROOT, 'test', 'extension', 'bad', 'throw.ts'))).toBe(0);
    expect(await run('enable', 'throw', '--courses', 'all', '--wait')).toBe(1);
    expect(said.join('')).toMatch(/throw\/throw is paused: no number of them/);
    expect(await ask('throw.throw')).toMatchObject({
      state: 'paused',
      // not what it threw, which may say something about the learner it threw over
      reason: 'It failed too often. It is tried again by itself.',
    });
    expect(await ask('acme.time-on-task')).toMatchObject({ state: 'ready' });
  });

  describe('upgraded', () => {
    const folder = mkdtempSync(join(tmpdir(), 'marginalia-upgrade-'));
    /** Says the same of every learner who attempted something. */
    const write = (seconds: number, version: string, more = ''): void => {
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@up/fixed', version, main: 'extension.ts' }));
      writeFileSync(
        join(folder, 'extension.ts'),
        `import { defineMetric, isSubmission, middle } from '@marginalia/extension';
         export default defineMetric({ id: 'fixed', title: 'Fixed', sentence: 'The same for everybody.', on: 'problem',
           events: { context: 'all' }, as: middle({ unit: 'seconds', min: 0, max: 1000 }), ${more}
           each: ({ events }) => Object.fromEntries(events.filter(isSubmission).map(({ block }) => [block, ${seconds}])) });`,
      );
    };
    const told = async (): Promise<unknown> => {
      const answer = (await ask('up.fixed')) as { state: string; value?: { middle?: number } };
      return answer.value?.middle ?? answer.state;
    };
    afterAll(() => rmSync(folder, { recursive: true }));

    it('An upgraded extension tells the old numbers until the new are whole, then the new, and goes back', async () => {
      write(100, '1.0.0');
      await run('add', folder);
      await run('enable', 'up', '--courses', 'all', '--wait');
      write(200, '2.0.0');
      await run('add', folder);
      expect(said.join('')).toMatch(/until then the old revision does/);
      expect(await told()).toBe(100);
      await run('status', 'up');
      expect(said.join('')).toMatch(/0 of 40 learners computed \(new revision/);
      await site.workspace.extensions.settle('up');
      expect(await told()).toBe(200);
      expect(await run('rollback', 'up')).toBe(0);
      expect(await told()).toBe(100);
    });

    it('An upgraded extension keeps nothing of revisions that nobody can go back to', async () => {
      for (const [seconds, version] of [
        [300, '3.0.0'],
        [400, '4.0.0'],
      ] as const) {
        write(seconds, version);
        await run('add', folder);
        await site.workspace.extensions.settle('up');
      }
      expect(await told()).toBe(400);
      const { own } = site.engine.databases;
      const found = await site.engine.rows(
        `SELECT uniqExact(revision) AS n FROM ${own}.extension_facts WHERE name = 'up/fixed'`,
      );
      expect(Number(found[0]?.n)).toBe(2);
    });

    it('An upgraded extension is not taken where it needs what the old one was not granted', async () => {
      write(500, '5.0.0', "grants: ['class'],");
      await expect(run('add', folder)).rejects.toThrow(/needs --grant class[\s\S]*all learners of a course at once/);
      expect(await told()).toBe(400);
      expect(await run('remove', 'up', '--yes')).toBe(0);
    });
  });

  it('An extension comes with the product, and is enabled without being added', async () => {
    expect(await run('status')).toBe(0);
    expect(said.join('')).toMatch(/marginalia\/time-on-task comes with Marginalia and is off/);
    expect(await run('enable', 'marginalia/time-on-task', '--courses', COURSE, '--wait')).toBe(0);
    expect(await ask('marginalia.time-on-task')).toEqual({
      ...((await ask('acme.time-on-task')) as object),
      id: 'marginalia.time-on-task',
      definitions: ['marginalia.time-on-task'],
    });
    expect(await run('remove', 'marginalia', '--yes')).toBe(0);
  });

  it('An extension forgets a learner everywhere', async () => {
    const [one] = await site.engine.rows(`SELECT learner FROM ${site.engine.databases.own}.extension_facts LIMIT 1`);
    const learner = String(one?.learner);
    await forget(site.workspace, learner, 'deleted', () => undefined, new AbortController().signal);
    await site.workspace.extensions.settle();
    for (const table of ['extension_facts', 'derived_events'])
      expect(
        await site.engine.rows(
          `SELECT 1 AS one FROM ${site.engine.databases.own}.${table} WHERE learner = {learner:String}`,
          { learner },
        ),
      ).toEqual([]);
    expect(await ask('acme.time-on-task')).toMatchObject({ value: { of: 39 } });
  });

  it('An extension is refused with words where it cannot be used', async () => {
    await expect(run('add', 'examples/confusion')).resolves.toBe(0);
    await expect(run('remove', 'acme/time-on-task', '--yes')).rejects.toThrow(/acme\/confusion needs it/);
    await expect(run('remove', 'acme')).rejects.toThrow(/--yes/);
    await expect(run('add', 'nowhere')).rejects.toThrow(/is not there/);
    await expect(run('enable', 'nobody', '--courses', 'all')).rejects.toThrow(/No extension is named nobody/);
  });

  it('An extension is gone with all that it stored when it is removed', async () => {
    expect(await run('remove', 'acme', '--yes')).toBe(0);
    expect(await run('remove', 'throw', '--yes')).toBe(0);
    for (const table of [
      'extensions',
      'extension_revisions',
      'extension_facts',
      'derived_events',
      'extension_kept',
      'extension_checkpoints',
      'extension_models',
      'extension_outbox',
    ])
      expect([table, await rows(table)]).toEqual([table, 0]);
    await expect(ask('acme.time-on-task')).rejects.toMatchObject({ code: 'unknown_extension' });
  });
});
