/** Ways of events into extensions: rows of a source, and statements whose sender waits until they are counted. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorScope } from '../../api/auth/scope';
import { parseCredentials } from '../../api/config/credentials';
import { StatementMaker } from '../../api/demo/statements';
import { StatementStore } from '../../api/pipeline/lrs/statementStore';
import { prepareForEndpoint } from '../../api/worker/statementIndexing';
import { openTestApi } from '../http/api';
import { COURSE, LMS, PROBLEM, START, UNIT, statementsOf } from '../http/smallCourse';
import { Site } from './site';

const LEARNERS = 30;
const MINUTE = 60e6;

describe('events for extensions', () => {
  const all = statementsOf(undefined, undefined, undefined, LEARNERS);
  const names = [...new Set(all.map(({ actor }) => actor.account.name))];
  let site: Site;
  const told = (id: string, block: string) =>
    site.answers().metric(operatorScope(COURSE), id, { block }, 'operator') as unknown as Promise<
      Record<string, unknown>
    >;

  beforeAll(async () => {
    site = await Site.open(all);
    for (const example of ['survey', 'stuck']) await site.run('add', `examples/${example}`);
    await site.run('enable', 'acme', '--courses', 'all', '--wait');
  });
  afterAll(() => site.close());

  it('Events for extensions come from the rows of a file; what makes no event is rejected with its line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'marginalia-rows-'));
    const [file, rejects] = [join(folder, 'answers.csv'), join(folder, 'rejects.jsonl')];
    const row = (user: string, answer: string, day = 1, course = COURSE): string =>
      [user, course, UNIT, answer, `2026-03-0${day}T10:00:00Z`].join(',');
    const rows = [
      'user,course,unit,answer,when',
      // all of them are lost on the first day; of these ten find it so-so and ten clear on the second
      ...names.map((name) => row(name, 'lost')),
      ...names.slice(0, 10).map((name) => row(name, 'so-so', 2)),
      ...names.slice(10, 20).map((name) => row(name, 'clear', 2)),
      row('nobody', 'clear'),
      row(names[0]!, 'splendid'),
      row(names[0]!, 'clear', 1, 'course-v1:Other+One+2026'),
    ];
    writeFileSync(file, `${rows.join('\n')}\n`);
    const first = await site.run('load', 'acme.survey', file, '--rejects', rejects);
    expect(JSON.parse(first.said)).toMatchObject({ read: 53, accepted: 50, duplicate: 0, rejected: 3 });
    const said = readFileSync(rejects, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; reason: string });
    expect(said.map(({ line }) => line).sort()).toEqual([52, 53, 54]);
    expect(said.map(({ reason }) => reason).join('\n')).toMatch(/answer: [\s\S]*its learner has done nothing in/);
    expect(await told('acme.felt', UNIT)).toMatchObject({
      state: 'ready',
      categories: [
        { category: 'clear', learners: 10 },
        { category: 'so-so', learners: 10 },
        { category: 'lost', learners: 10 },
      ],
    });
    // the same file again changes nothing
    expect(JSON.parse((await site.run('load', 'acme.survey', file, '--rejects', rejects)).said)).toMatchObject({
      accepted: 0,
      duplicate: 50,
    });
    await expect(site.run('load', 'acme.nothing', file)).rejects.toThrow(/has a source named acme.nothing/);
  });

  it('Events for extensions are counted when the answer comes, where the sender asked to wait for that', async () => {
    const { engine, workspace } = site.site;
    await prepareForEndpoint(engine);
    const store = await StatementStore.open(engine);
    const api = await openTestApi({
      lrs: {
        credentials: parseCredentials('lms:secret:all'),
        home: LMS,
        store: () => store,
        settle: (ms) => workspace.settle(ms),
      },
    });
    const make = new StatementMaker(LMS, COURSE, 'Ada');
    const wrong = [{ part: '2_1', question: 'How many?', interactionType: 'choice', response: 'five', correct: false }];
    /** Three wrong answers in a row, or the first two of them. */
    const answers = (learners: readonly number[], from: number, to: number) =>
      learners.flatMap((learner) =>
        [0, 1, 2]
          .slice(from, to)
          .flatMap((at) =>
            make.submission(
              { actor: names[learner]!, time: START + (60 + learner + 10 * at) * MINUTE, session: 's' },
              PROBLEM,
              3 + at,
              wrong,
            ),
          ),
      );
    const post = async (statements: readonly unknown[], prefer?: string) =>
      api.app.inject({
        method: 'POST',
        url: '/xAPI/statements',
        headers: {
          authorization: `Basic ${Buffer.from('lms:secret').toString('base64')}`,
          'x-experience-api-version': '1.0.3',
          'content-type': 'application/json',
          ...(prefer === undefined ? {} : { prefer }),
        },
        payload: JSON.stringify(statements),
      });
    const eleven = Array.from({ length: 11 }, (_, at) => at);
    expect((await post(answers(eleven, 0, 2))).statusCode).toBe(200);
    const third = await post(answers(eleven, 2, 3), 'respond-async, wait=20');
    expect(third.headers['preference-applied']).toBe('wait=20');
    expect(await told('acme.ever-stuck', PROBLEM)).toMatchObject({ value: { count: 11, of: LEARNERS } });
    await post(answers([11], 0, 3), 'wait=20');
    expect(await told('acme.ever-stuck', PROBLEM)).toMatchObject({ value: { count: 12, of: LEARNERS } });
    // without time nothing is promised
    expect((await post(answers([12], 0, 3), 'wait=0')).headers['preference-applied']).toBeUndefined();
    await api.close();
  });
});
