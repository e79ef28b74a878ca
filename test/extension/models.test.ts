/** Models: functions of a whole class. They say something of each learner, and the learners are counted here as always. */
import type { ExtensionReport } from '@marginalia/contract';
import { defineMetric, share } from '@marginalia/extension';
import { operatorScope } from '../../api/auth/scope';
import { modelLaws } from '../../api/cli/extension/modelLaws';
import { MOST_LEARNERS } from '../../api/extension/models';
import { forget } from '../../api/retirement/forget';
import { COURSE, PROBLEM, START, VIDEO, statementsOf } from '../http/smallCourse';
import { Site } from './site';

const all = (learners: number) => statementsOf(undefined, undefined, undefined, learners);

/** Learners come seven seconds after each other; of each it is known when. */
const EACH = `
const common = { sentence: 'Something that each learner has here.', on: 'problem' };
export const came = sdk.defineMetric({ ...common, id: 'came', title: 'Came', events: { context: 'all' },
  as: sdk.middle({ unit: 'seconds', min: 0, max: 100000 }),
  each: ({ events }) => ({ '${PROBLEM}': (events[0].time - ${START / 1000}) / 1000 }) });
`;
/** A model of that metric. @param say the body of a function of the rows */
const model = (id: string, as: string, say: string, more = ''): string => `
export const ${id} = sdk.defineMetric({ ...common, id: '${id}', title: '${id}', as: ${as}, grants: ['class'], ${more}
  from: ['acme.came'], model: (rows, params) => { ${say} } });
`;
const LATE = `const times = rows.map(({ values }) => values['acme.came']).sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)];
  return rows.map(({ values }) => (values['acme.came'] >= middle ? 'late' : 'early'));`;
const HALVES = model('halves', "sdk.counts({ among: 'tried', categories: ['early', 'late'] })", LATE);
const SOURCE = EACH + HALVES;

const report = (site: Site, id: string, query: Record<string, string> = {}): Promise<ExtensionReport> =>
  site.answers().metric(operatorScope(COURSE), id, { block: PROBLEM, ...query });
const halves = (early: number, late: number) => ({
  state: 'ready',
  shape: 'byCategory',
  categories: [
    { category: 'early', learners: early },
    { category: 'late', learners: late },
  ],
});

let sites: Site[] = [];
const open = async (statements: readonly unknown[]): Promise<Site> => {
  const site = await Site.open(statements);
  sites.push(site);
  return site;
};
const withModels = async (learners: number, source = SOURCE): Promise<Site> => {
  const site = await open(all(learners));
  await site.install('acme/models', source, '--grant', 'class');
  return site;
};
afterEach(async () => {
  for (const site of sites) await site.close();
  sites = [];
});

describe('a model', () => {
  it('A model says something of each learner beside the others, and every surface has how many they are', async () => {
    const site = await withModels(
      40,
      `${SOURCE}
      ${model('late', "sdk.share({ among: 'tried' })", LATE.replace("? 'late' : 'early'", ''))}
      export const half = sdk.defineMetric({ ...common, id: 'half', title: 'Half', as: 'score', from: ['acme.late'],
        combine: (told) => told['acme.late'] });
      ${model('above', "sdk.share({ among: 'valued' })", "return rows.map(({ values }) => values['acme.came'] >= Number(params.least));", "params: { least: sdk.z.enum(['70', '140']) },")}
      export const v = sdk.defineView({ id: 'shown', title: 'Shown', place: 'problem', show: ['acme.late'] });`,
    );
    expect(await report(site, 'acme.halves')).toMatchObject(halves(20, 20));
    expect(await report(site, 'acme.late')).toMatchObject({ value: { count: 20, of: 40 } });
    expect(await report(site, 'acme.half')).toMatchObject({ value: 0.5, of: 40 });
    expect(await report(site, 'acme.above')).toMatchObject({ value: { count: 30, of: 40 } });
    const cards = await site.answers().cards(operatorScope(COURSE), PROBLEM);
    expect(cards.find(({ id }) => id === 'acme.halves')).toMatchObject({
      state: 'ready',
      value: { shape: 'byCategory' },
    });
    expect(cards.find(({ id }) => id === 'acme.shown')?.figures).toMatchObject([{ value: { value: { count: 20 } } }]);
    const csv: string[] = [];
    for await (const part of await site.answers().csv(operatorScope(COURSE), 'acme.halves')) csv.push(String(part));
    expect(csv.join('')).toMatch(/p1,Cogs,.*20.*20/);
    expect((await site.answers().definitions()).find(({ id }) => id === 'acme.halves')).toMatchObject({
      numerator: 'what the extension says of each learner beside the others, by acme.came',
    });
    expect(Object.keys(await site.answers().paths())).toContain('/api/v1/courses/{course}/extensions/acme/halves');
    expect((await site.run('status', 'acme')).said).toMatch(/halves looked at 1 blocks/);
  });

  it('A model of a course looks at what others roll up, and sees where one of them says nothing', async () => {
    const site = await open(all(40));
    const came = EACH.replace("events: { context: 'all' }", "events: { context: 'all' }, rollUp: 'max'");
    await site.install(
      'other/sources',
      `${came}
      export const wrong = sdk.defineMetric({ ...common, id: 'wrong', title: 'Wrong', rollUp: 'sum',
        events: { verbs: ['evaluated'] }, as: sdk.total({ unit: 'events', min: 0, max: 50 }),
        each: ({ events }) => events.some(({ success }) => success === false) ? { '${PROBLEM}': 1 } : {} });`,
    );
    await site.install(
      'acme/models',
      `export const both = sdk.defineMetric({ id: 'both', title: 'Both', on: 'course',
      sentence: 'Something that each learner has here.', as: sdk.share({ among: 'valued' }), grants: ['class'],
      from: ['other.wrong', 'other.came'],
      model: (rows) => rows.map(({ values }) => values['other.wrong'] === undefined && values['other.came'] >= 0) });`,
      '--grant',
      'class',
    );
    expect(await site.answers().metric(operatorScope(COURSE), 'acme.both', {})).toMatchObject({
      value: { count: 20, of: 40 },
    });
    await expect(site.run('remove', 'other', '--yes')).rejects.toThrow(/acme\/models needs it/);
  });

  it('A model that was stopped goes on with the blocks that are left', async () => {
    const both = SOURCE.replaceAll("on: 'problem'", "on: ['problem', 'video']").replace(
      '({ events }) => ({',
      `({ events }) => ({ '${VIDEO}': 1,`,
    );
    const site = await withModels(12, both);
    const { engine } = site.site;
    const made = await site.rows('extension_models');
    expect(made.map(({ block_id: block }) => block).sort()).toEqual(['', PROBLEM, VIDEO]);
    const left = made.filter(({ block_id: block }) => block !== PROBLEM);
    await engine.insert(
      `${engine.databases.own}.extension_models`,
      made
        .filter((row) => !left.includes(row))
        .map((row) => ({ ...row, version: Number(row.version) + 1, removed: 1 })),
    );
    expect(await site.rows('extension_models')).toHaveLength(left.length);
    await site.settle();
    const now = await site.rows('extension_models');
    expect(now).toEqual(expect.arrayContaining(left));
    expect(now.map(({ block_id: block }) => block).sort()).toEqual(['', PROBLEM, VIDEO]);
  });

  it('A model names in its types what it is made from and what it says', () => {
    const words = { id: 'typed', title: 'Typed', sentence: 'Read by the compiler only.', on: 'problem' } as const;
    const typed = defineMetric({
      ...words,
      from: ['acme.came'],
      grants: ['class'],
      as: share({ among: 'tried' }),
      // @ts-expect-error acme.went is not in from
      model: (rows) => rows.map(({ values }) => values['acme.went'] !== undefined),
    });
    expect(typed.define).toBe('metric');
    const model = () => [1, 2];
    const head = { ...words, from: ['acme.came'], grants: ['class'], as: share({ among: 'tried' }) } as const;
    // @ts-expect-error a share is of true and false
    expect(defineMetric({ ...head, model }).define).toBe('metric');
    // @ts-expect-error a model takes a grant
    expect(defineMetric({ ...words, from: ['acme.came'], as: share({ among: 'tried' }), model: () => [] }).id).toBe(
      'typed',
    );
  });

  it('A model says the same in whatever order and however often events come, and looks again where one is late', async () => {
    const statements = all(40);
    const half = Math.floor(statements.length / 2);
    const site = await open([...statements.slice(half)].reverse());
    await site.install('acme/models', SOURCE, '--grant', 'class');
    expect(await report(site, 'acme.halves')).toMatchObject(halves(10, 10));
    await site.load([...statements.slice(0, half), ...statements.slice(half)]);
    await site.settle();
    expect(await report(site, 'acme.halves')).toMatchObject(halves(20, 20));
    const before = await site.rows('extension_models');
    // nothing that it is made from is another: it does not look again
    await site.load(statements.slice(0, 30));
    await site.settle();
    expect(await site.rows('extension_models')).toEqual(before);
  });

  it('A model has no number of a class of nine, nor of the five beside nine', async () => {
    const nine = await withModels(9);
    expect(JSON.stringify(await report(nine, 'acme.halves'))).not.toMatch(/"learners":\d/);
    const fourteen = await withModels(
      14,
      EACH +
        model(
          'halves',
          "sdk.counts({ among: 'tried', categories: ['early', 'late'] })",
          LATE.replace('times.length / 2', '9'),
        ),
    );
    expect(await fourteen.rows('extension_models')).toContainEqual(expect.objectContaining({ block_id: PROBLEM }));
    expect(JSON.stringify(await report(fourteen, 'acme.halves'))).not.toMatch(/"learners":\d/);
    const cards = await nine.answers().cards(operatorScope(COURSE), PROBLEM);
    expect(cards.find(({ id }) => id === 'acme.halves')).toMatchObject({ state: 'withheld' });
  });

  it('A model needs the grant of the operator, who reads what it sees', async () => {
    const site = await open(all(12));
    await expect(site.install('acme/models', SOURCE)).rejects.toThrow(/needs --grant class/);
    const { said } = await site.run('status', 'acme');
    expect(said).toMatch(/reads of every learner of a class, by number: acme\.came/);
    expect(said).toMatch(/it sees all learners of a course at once/);
    await expect(site.install('acme/models', SOURCE.replace("grants: ['class']", 'grants: []'))).rejects.toThrow(
      /halves: a model sees the whole class: say so with grants: \['class'\]/,
    );
  });

  it('A model forgets a learner: what it said of the course goes, and is made again of the others', async () => {
    const statements = all(40);
    const site = await open(statements);
    await site.install('acme/models', SOURCE, '--grant', 'class');
    const gone = statements[0]!.actor.account.name;
    expect(JSON.stringify(await site.rows('extension_models'))).toContain(gone);
    await forget(site.site.workspace, gone, 'deleted', () => undefined, new AbortController().signal);
    expect(await site.rows('extension_models')).toEqual([]);
    expect(await report(site, 'acme.halves')).toMatchObject({ state: 'filling', reason: 'It is being computed.' });
    await site.settle();
    expect(JSON.stringify(await site.rows('extension_models'))).not.toContain(gone);
    expect(JSON.stringify(await report(site, 'acme.halves'))).toMatch(/"learners":19.*"learners":20/);
    expect((await site.run('remove', 'acme', '--yes')).status).toBe(0);
    expect(await site.rows('extension_models')).toEqual([]);
  });

  it('A model of a newer version answers once it has looked at everything, and the old one until then', async () => {
    const site = await withModels(40);
    const newer = SOURCE.replace('times.length / 2', 'times.length / 4');
    await site.install('acme/models', `${newer}// newer`, '--grant', 'class');
    expect(await report(site, 'acme.halves')).toMatchObject(halves(10, 30));
    const revisions = new Set((await site.rows('extension_models')).map(({ revision }) => revision));
    expect(revisions.size).toBe(2);
  });

  it('A model is refused more learners than it may look at, in words', async () => {
    const site = await withModels(12);
    const { engine } = site.site;
    const { own } = engine.databases;
    const [{ revision } = { revision: '' }] = await site.rows('extension_facts');
    const crowd = `SELECT concat('crowd', toString(number)) AS learner FROM numbers(${MOST_LEARNERS})`;
    await engine.command(`INSERT INTO ${own}.facts (course_key, block_id, learner, version, registered)
      SELECT '${COURSE}', '${COURSE}', learner, 1, 1 FROM (${crowd})`);
    await engine.command(`INSERT INTO ${own}.extension_facts
      (name, revision, course_key, learner, version, failures, metrics, variants, blocks, values)
      SELECT 'acme/models', '${String(revision)}', '${COURSE}', learner, 1, 0, ['came'], [0], ['${PROBLEM}'], [1] FROM (${crowd})`);
    await site.settle();
    expect(await report(site, 'acme.halves')).toMatchObject({
      state: 'failed',
      reason: 'A model looks at no more than 10,000 learners, and more have a value here.',
    });
    expect(site.site.workspace.extensions.pauseOf(`acme/models@${String(revision)}`)).toBeNull();
  });
});

describe('a model that misbehaves', () => {
  let site: Site;
  let before: ExtensionReport;
  beforeAll(async () => {
    site = await Site.open(all(12));
    await site.install('acme/models', SOURCE, '--grant', 'class');
    before = await report(site, 'acme.came');
  });
  afterAll(() => site.close());

  it.each([
    ['loops', 'for (;;);', /it took too long/],
    ['catches its end', 'for (;;) try { for (;;); } catch { continue; }', /it took too long/],
    ['fills the memory', 'const all = []; for (;;) all.push(new Array(1000).fill(1));', /it needed too much memory/],
    ['answers at length', "return rows.map(() => 'x'.repeat(100_000));", /the answer is larger than 256 kB/],
    ['throws', "throw new Error('enough of them');", /enough of them/],
    ['says something else', 'return rows.map(() => 3);', /a share is of true and false, not 3/],
    ['says too little', 'return [true];', /return a list with a value or null for each row, in their order/],
    ['sorts what it is given', 'return rows.sort((a, b) => b.learner - a.learner).map(() => true);', /read-only/],
  ])(
    'A model that %s fails alone, with words for the operator',
    async (_, say, why) => {
      const source = EACH + model('wrong', "sdk.share({ among: 'tried' })", say);
      await site.install('bad/models', source.replaceAll('acme.', 'bad.'), '--grant', 'class');
      const told = await report(site, 'bad.wrong');
      expect(['failed', 'paused']).toContain(told.state);
      expect(JSON.stringify(told)).not.toMatch(/enough of them|took too long|not 3/);
      expect((await site.run('status', 'bad')).said).toMatch(why);
      expect(await report(site, 'acme.came')).toEqual(before);
      expect(await report(site, 'acme.halves')).toMatchObject({ state: 'ready' });
      expect((await site.run('remove', 'bad', '--yes')).status).toBe(0);
    },
    120_000,
  );
});

describe('the law of models', () => {
  it.each([
    ['holds of a model that looks at values only', LATE, true],
    ['is broken by one that goes by the order', "return rows.map((_, at) => (at % 2 ? 'early' : 'late'));", false],
    [
      'is broken by one that goes by the numbers',
      "return rows.map(({ learner }) => (learner < 4 ? 'early' : 'late'));",
      false,
    ],
  ])('The law of models %s', async (_, say, isGood) => {
    const site = await withModels(
      12,
      EACH + model('halves', "sdk.counts({ among: 'tried', categories: ['early', 'late'] })", say),
    );
    const said: [boolean, string][] = [];
    const [installed] = await site.site.workspace.extensions.registry.all();
    await modelLaws(site.site.workspace, installed!, (...one) => void said.push(one));
    expect(said).toEqual([
      [true, `halves: 1 of 1 blocks computed in ${COURSE}`],
      [isGood, 'law: halves: learners in another order and with other numbers, the same value for each'],
    ]);
  });
});
