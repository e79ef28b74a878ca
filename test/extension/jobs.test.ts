/** Jobs: when they run, what they may ask, and what waits in the outbox until the operator fetches it. */
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jobs } from '../../api/extension/jobs';
import { isSchedule, lastDue, nextAfter } from '../../api/extension/schedule';
import { StatementMaker } from '../../api/demo/statements';
import { EngineError } from '../../api/store/engine';
import { COURSE, PROBLEM, LMS, START, statementsOf } from '../http/smallCourse';
import { Site } from './site';

const at = (text: string): number => Date.parse(`${text}Z`);
const next = (every: string, after: string): string => new Date(nextAfter(every, at(after)) ?? NaN).toISOString();

describe('a schedule', () => {
  // the first of March 2026 is a Sunday
  it.each([
    ['5m', '2026-03-01T10:02', '2026-03-01T10:05:00.000Z'],
    ['1d', '2026-03-01T10:02', '2026-03-02T00:00:00.000Z'],
    ['0 6 * * 1', '2026-03-01T10:02', '2026-03-02T06:00:00.000Z'],
    ['0 6 * * 1', '2026-03-02T06:00', '2026-03-09T06:00:00.000Z'],
    ['30 0,12 * * *', '2026-03-01T10:02', '2026-03-01T12:30:00.000Z'],
    ['*/20 * * * *', '2026-03-01T10:20', '2026-03-01T10:40:00.000Z'],
    ['0 0 1 * 7', '2026-03-02T00:00', '2026-03-08T00:00:00.000Z'],
    ['0 0 29 2 *', '2026-03-01T00:00', '2028-02-29T00:00:00.000Z'],
  ])('The schedule %s after %s is %s', (every, after, then) => {
    expect(next(every, after)).toBe(then);
  });
  it.each([
    '',
    '5',
    '5s',
    '0 6 * *',
    '60 * * * *',
    '0 24 * * *',
    '* * 0 * *',
    '5-1 * * * *',
    '*/0 * * * *',
    'a b c d e',
  ])('A schedule is not %p', (text) => expect(isSchedule(text)).toBe(false));
  it('A schedule makes up for nothing that was missed', () => {
    expect(lastDue('1h', at('2026-03-01T10:02'), at('2026-03-01T14:30'))).toBe(at('2026-03-01T14:00'));
    expect(lastDue('0 * * * *', at('2026-03-01T10:02'), at('2026-03-01T14:30'))).toBe(at('2026-03-01T14:00'));
    expect(lastDue('1h', at('2026-03-01T10:02'), at('2026-03-01T10:59'))).toBeNull();
    expect(lastDue('0 * * * *', at('2026-03-01T10:02'), at('2026-03-01T10:59'))).toBeNull();
  });
});

const DIGEST = `
  export default sdk.defineJob({ id: 'digest', every: '1h', scope: 'course', grants: ['mail'],
    async run({ course, now, metric, mail, file, store }) {
      const rows = await metric('firstTry');
      const times = (store.get('times') ?? 0) + 1;
      store.set('times', times, { at: now });
      mail({ to: 'team', subject: course.name + ' ' + times, text: rows.map(({ name, told }) => name + ' ' + told.value).join() });
      file({ name: 'numbers.csv', text: String((await metric('problem.reach'))[0].told.value) });
    } });`;

describe('a job', () => {
  let site: Site;
  const jobs = () => site.site.workspace.extensions.jobs;
  const began = Date.now();
  const hours = (n: number): number => began + n * 3_600_000;

  beforeAll(async () => {
    site = await Site.open(statementsOf(undefined, undefined, undefined, 30));
    await site.install('acme/digest', DIGEST, '--grant', 'mail');
  });
  afterAll(() => site.close());

  it('A job does nothing about the time before it was switched on', async () => {
    await jobs().runDue(began);
    expect(await jobs().waiting()).toEqual([]);
  });

  it('A job leaves mails and files in the outbox, once for a moment, with numbers as they are disclosed', async () => {
    await jobs().runDue(hours(1));
    await jobs().runDue(hours(1));
    const waiting = await jobs().waiting();
    expect(waiting.map(({ effect }) => effect)).toEqual([
      // half of thirty are right at the first attempt
      { kind: 'mail', to: 'team', subject: `${COURSE} 1`, text: 'Cogs 0.5' },
      { kind: 'file', name: 'numbers.csv', text: '30' },
    ]);
    expect(waiting.map(({ extension, job, course }) => [extension, job, course])).toEqual([
      ['acme/digest', 'digest', COURSE],
      ['acme/digest', 'digest', COURSE],
    ]);
    expect((await site.run('status', 'acme')).said).toContain('2 mails and files wait to be fetched');
  });

  it('A job keeps what it stored for the next run; what was missed is one run', async () => {
    await jobs().runDue(hours(5));
    const subjects = (await jobs().waiting()).flatMap(({ effect }) => (effect.kind === 'mail' ? [effect.subject] : []));
    expect(subjects).toEqual([`${COURSE} 1`, `${COURSE} 2`]);
  });

  it('A job has its effects handed over again, under the same ids, where that was stopped before it was noted', async () => {
    const ids = (await jobs().waiting()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect((await jobs().waiting()).map(({ id }) => id)).toEqual(ids);
    const { said, status } = await site.run('outbox', 'acme');
    expect(status).toBe(0);
    const lines = said.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
    expect((await site.run('outbox')).said).toBe('');
  });

  it('A job is not run again for a moment whose effects are there', async () => {
    // as if it was stopped after the effects and before the note
    const { own } = site.site.engine.databases;
    await site.site.engine.insert(`${own}.state`, [
      { name: 'extension-job acme/digest digest', value: String(hours(4)) },
    ]);
    await jobs().runDue(hours(5));
    expect(await jobs().waiting()).toEqual([]);
  });

  it('A job writes a file each into a folder', async () => {
    await jobs().runDue(hours(6));
    const folder = mkdtempSync(join(tmpdir(), 'marginalia-outbox-'));
    await site.run('outbox', 'acme', '--out', folder);
    const files = readdirSync(folder).sort();
    expect(files.map((name) => name.slice(36))).toEqual(expect.arrayContaining(['-numbers.csv', '.json']));
    const mail = files.find((name) => name.endsWith('.json')) ?? '';
    expect(JSON.parse(readFileSync(join(folder, mail), 'utf8'))).toMatchObject({ effect: { subject: `${COURSE} 3` } });
  });

  it('A job goes on where the clock was ahead and was put right', async () => {
    const { own } = site.site.engine.databases;
    const name = 'extension-job acme/digest digest';
    await site.site.engine.insert(`${own}.state`, [{ name, value: String(hours(100_000)) }]);
    await jobs().runDue(hours(7));
    await jobs().runDue(hours(8));
    const subjects = (await jobs().waiting()).flatMap(({ effect }) => (effect.kind === 'mail' ? [effect.subject] : []));
    expect(subjects).toEqual([`${COURSE} 4`]);
    await site.run('outbox');
  });

  it.each([['extension_outbox', 9] as const, ['extension_kept', 11] as const])(
    'A job sends all and keeps all where it was stopped while it stored %s',
    async (table, hour) => {
      const { extensions } = site.site.workspace;
      const engine = Object.create(site.site.engine) as typeof site.site.engine;
      let isFirst = true;
      engine.insert = async (into, rows) => {
        if (into.endsWith(table) && isFirst) {
          isFirst = false;
          throw new EngineError('no room', '243');
        }
        await site.site.engine.insert(into, rows);
      };
      const here = new Jobs(engine, extensions.registry, extensions.hosts, () => site.answers());
      await expect(here.runDue(hours(hour))).rejects.toThrow('no room');
      await here.runDue(hours(hour));
      await here.runDue(hours(hour + 1));
      const subjects = (await here.waiting()).flatMap(({ effect }) => (effect.kind === 'mail' ? [effect.subject] : []));
      const [first = 0, second = 0] = subjects.map((subject) => Number(subject.slice(COURSE.length)));
      expect(subjects).toHaveLength(2);
      expect(second).toBe(first + 1);
      await site.run('outbox');
    },
  );

  it('A job that fails in one course runs in the others, is named, and has its next moment there too', async () => {
    const other = `${COURSE}b`;
    await site.load(statementsOf(other));
    await site.install(
      'acme/unlucky',
      `export default sdk.defineJob({ id: 'unlucky', every: '1h', scope: 'course', run: async ({ course, now, file }) => {
         if (course.key === '${COURSE}' && now < ${hours(22)}) throw new Error('bad luck');
         file({ name: 'done.txt', text: course.key });
       } });`,
    );
    const done = async (): Promise<string[]> =>
      (await jobs().waiting('acme/unlucky')).map(({ course, scheduled }) => `${scheduled.slice(11, 13)} ${course}`);
    const hour = (n: number): string => new Date(hours(n)).toISOString().slice(11, 13);
    await jobs().runDue(hours(20));
    for (let n = 0; n < 5; n += 1) await jobs().runDue(hours(21));
    expect(await done()).toEqual([`${hour(21)} ${other}`]);
    expect((await site.run('status', 'acme/unlucky')).said).toContain(
      `the job unlucky failed, in ${COURSE}: unlucky: bad luck`,
    );
    await jobs().runDue(hours(22) + 3_600_000);
    expect((await done()).slice(1)).toEqual([`${hour(23)} ${COURSE}`, `${hour(23)} ${other}`]);
    expect((await site.run('status', 'acme/unlucky')).said).not.toContain('failed');
  });

  it.each([
    [
      'mails without the grant',
      `run: async ({ mail }) => mail({ to: 'team', subject: 's', text: 't' })`,
      /mail was not granted/,
    ],
    ['waits for ever', `run: () => new Promise(() => undefined)`, /may wait for metric\(\) only/],
    ['throws', `run: async () => { throw new Error('bad luck') }`, /bad luck/],
    ['names a file elsewhere', `run: async ({ file }) => file({ name: '../x', text: '' })`, /a file is named by/],
  ])('A job that %s harms nobody and is named', async (_, run, why) => {
    await site.install('bad/job', `export default sdk.defineJob({ id: 'bad', every: '1h', scope: 'course', ${run} });`);
    const [one] = await site.site.workspace.extensions.registry.named('bad/job');
    await expect(jobs().tryOut(one!, one!.active!)).rejects.toThrow(why);
    await site.run('remove', 'bad/job', '--yes');
  });
});

/** Each learner sends two wrong answers, three minutes apart. */
const confused = (learners: number) => {
  const make = new StatementMaker(LMS, COURSE, 'Ada');
  const wrong = [
    { part: '2_1', question: 'How many?', interactionType: 'choice', response: 'five', correct: false },
  ] as const;
  return Array.from({ length: learners }, (_, n) => {
    const moment = (minutes: number) => ({
      actor: n.toString(16).padStart(32, '0'),
      time: START + n * 7e6 + minutes * 60e6,
      session: 's',
    });
    return [
      make.enrolment(moment(0), 'registered', 'audit'),
      make.submission(moment(3), PROBLEM, 1, [...wrong]),
      make.submission(moment(6), PROBLEM, 2, [...wrong]),
    ];
  }).flat();
};

describe('a job beside the weekly digest', () => {
  let site: Site;
  const jobs = () => site.site.workspace.extensions.jobs;
  const began = Date.now();
  const monday = nextAfter('0 6 * * 1', began) ?? NaN;

  beforeAll(async () => {
    site = await Site.open(confused(30));
    for (const name of ['time-on-task', 'confusion', 'weekly-digest']) {
      await site.run('add', `examples/${name}`);
      const grant = name === 'weekly-digest' ? ['--grant', 'mail'] : [];
      await site.run('enable', `acme/${name}`, '--courses', 'all', '--wait', ...grant);
    }
    await site.install('own/digest', DIGEST.replace("'1h'", "'0 6 * * 1'"), '--grant', 'mail');
  });
  afterAll(() => site.close());

  it('A job beside the weekly digest runs at the same moment, and each leaves its own', async () => {
    await jobs().runDue(began);
    expect(await jobs().waiting()).toEqual([]);
    await jobs().runDue(monday);
    const waiting = await jobs().waiting();
    expect(waiting.map(({ extension, effect }) => [extension, effect])).toEqual([
      ['acme/weekly-digest', { kind: 'mail', to: 'team', subject: `Where ${COURSE} confuses`, text: 'Cogs: 1' }],
      ['own/digest', { kind: 'mail', to: 'team', subject: `${COURSE} 1`, text: 'Cogs 0' }],
      ['own/digest', { kind: 'file', name: 'numbers.csv', text: '30' }],
    ]);
  });

  it('A job beside the weekly digest has the same ids where it was stopped between what it meant to send and the note', async () => {
    const ids = (await jobs().waiting()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    // as a service that starts again: it knows what is in the database, and nothing else
    const { engine, workspace } = site.site;
    const { registry, hosts } = workspace.extensions;
    const started = new Jobs(engine, registry, hosts, () => site.answers());
    await started.runDue(monday);
    expect((await started.waiting()).map(({ id }) => id)).toEqual(ids);
    const sent = (await site.run('outbox')).said.trim().split('\n');
    expect(sent.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
    expect(await started.waiting()).toEqual([]);
  });
});
