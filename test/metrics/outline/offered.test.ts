import { Readable } from 'node:stream';
import { operatorScope } from '../../../api/auth/scope';
import { type Moment, StatementMaker } from '../../../api/demo/statements';
import { loadStatements } from '../../../api/pipeline/ingest/load';
import { ALL_TIME, Reports } from '../../../api/metrics/reports';
import { loadCourse } from '../../../api/pipeline/structure/loadCourse';
import type { Statement } from '../../../api/pipeline/transform/statement';
import { rebuild } from '../../../api/worker/rebuild';
import { type Files, RUN, archiveOf, keyOf, streamOf } from '../../pipeline/structure/archives';
import { ENGINES, type TestWorkspace, openTestWorkspace } from '../../support/engine';

/** Forty learners do all they are given; of every second kind of thing they are given one, the others the other. */
const LEARNERS = 40;
const START = Date.UTC(2026, 2, 2, 10) * 1000;
const LMS = 'https://lms.example.org';

const problem = (name: string): Files => ({ [`problem/${name}.xml`]: `<problem display_name="${name}"/>` });
const vertical = (name: string, inside: readonly string[], more = ''): Files => ({
  [`vertical/${name}.xml`]: `<vertical display_name="${name}" ${more}>${inside
    .map((one) => (one.includes('/') ? `<${one.replace('/', ' url_name="')}"/>` : `<problem url_name="${one}"/>`))
    .join('')}</vertical>`,
});

const UNITS = ['plain', 'staff', 'drawn', 'cohort', 'arms', 'future', 'mixed', 'last'];
const FILES: Files = {
  'course.xml': '<course url_name="2026" org="Edu" course="Olx"/>',
  'course/2026.xml': '<course display_name="Offered" start="2026-01-05T09:00:00Z"><chapter url_name="c1"/></course>',
  'chapter/c1.xml': '<chapter display_name="Week 1"><sequential url_name="s1"/></chapter>',
  'sequential/s1.xml': `<sequential display_name="Lesson">${UNITS.map((one) => `<vertical url_name="${one}"/>`).join('')}</sequential>`,
  ...vertical('plain', ['p']),
  ...vertical('staff', ['notes'], 'visible_to_staff_only="true"'),
  ...vertical('drawn', ['library_content/lib']),
  ...vertical('cohort', ['only'], 'group_access="{&quot;50&quot;: [2]}"'),
  ...vertical('arms', ['split_test/st']),
  ...vertical('future', ['soon'], 'start="&quot;2199-01-01T00:00:00Z&quot;"'),
  ...vertical('mixed', ['m', 'extra']),
  ...vertical('last', ['l']),
  ...vertical('a', ['a1', 'a2']),
  ...vertical('b', ['b1']),
  'library_content/lib.xml':
    '<library_content max_count="1"><problem url_name="one"/><problem url_name="two"/></library_content>',
  'split_test/st.xml':
    '<split_test user_partition_id="7"><vertical url_name="a"/><vertical url_name="b"/></split_test>',
  ...['p', 'notes', 'one', 'two', 'only', 'soon', 'm', 'l', 'a1', 'a2', 'b1'].reduce(
    (files, name) => ({ ...files, ...problem(name) }),
    {},
  ),
  'problem/extra.xml': '<problem display_name="extra" group_access="{&quot;50&quot;: [2]}"/>',
};

const QUESTION = { part: '2_1', question: 'Q', interactionType: 'choice', response: 'yes', correct: true };

/** Every learner completes these; `tries` only tries it. */
const statementsOf = (doing: (learner: number) => { completes: string[]; tries?: string[] }): Statement[] => {
  const make = new StatementMaker(LMS, RUN, 'Olx');
  return Array.from({ length: LEARNERS }, (_, learner) => {
    const at = (step: number): Moment => ({
      actor: `learner-${learner}`,
      time: START + learner * 60e6 + step * 1e6,
      session: 's',
    });
    const { completes, tries = [] } = doing(learner);
    return [
      make.enrolment(at(0), 'registered', 'audit'),
      ...[...completes, ...tries].map((name, step) =>
        make.submission(at(10 + step), keyOf('problem', name), 1, [QUESTION]),
      ),
      ...completes.map((name, step) => make.completion(at(40 + step), keyOf('problem', name))),
    ].flat();
  }).flat();
};

const allGiven = (learner: number): string[] => [
  'p',
  learner % 2 ? 'one' : 'two',
  ...(learner % 2 ? ['a1', 'a2'] : ['b1']),
  'm',
  'l',
];

const options = { onReject: () => undefined, onProgress: () => undefined, signal: new AbortController().signal };
const scope = operatorScope(RUN);

const load = async (at: TestWorkspace, statements: readonly Statement[], files = FILES): Promise<void> => {
  const lines = statements.map((statement) => JSON.stringify(statement)).join('\n');
  await loadStatements(at.engine, Readable.from([Buffer.from(lines)]), options);
  await loadCourse(at.engine, streamOf(await archiveOf(files)), options);
  await at.workspace.refresh();
  await at.workspace.models.ensure(RUN);
  await at.workspace.states.ensure(RUN);
};

describe.each(ENGINES)('a course whose units are not all for everybody, on the %s engine', (kind) => {
  let at: TestWorkspace;
  const finished = async (unit: string, type = 'vertical') =>
    (await new Reports(at.engine, 5).blockReport(scope, keyOf(type, unit), ALL_TIME)).finished;

  beforeAll(async () => {
    at = await openTestWorkspace(kind);
    // Five of the cohort do its problems; one more of them opens the extra one and leaves it undone.
    await load(
      at,
      statementsOf((learner) => ({
        completes: [...allGiven(learner), ...(learner < 5 ? ['only', 'extra'] : [])],
        ...(learner === 5 ? { tries: ['extra'] } : {}),
      })),
    );
  });
  afterAll(() => at.close());

  it('A course whose units are not all for everybody says of each block to whom it is offered', async () => {
    const { blocks } = await new Reports(at.engine, 5).outline(scope, ALL_TIME);
    const offered = Object.fromEntries(
      blocks.filter(({ type }) => type === 'vertical').map(({ name, offered }) => [name, offered]),
    );
    expect(offered).toEqual({
      plain: { to: 'all', limit: null },
      staff: { to: 'nobody', limit: 'staff_only' },
      drawn: { to: 'all', limit: null },
      cohort: { to: 'some', limit: 'groups' },
      arms: { to: 'all', limit: null },
      a: { to: 'some', limit: 'experiment' },
      b: { to: 'some', limit: 'experiment' },
      future: { to: 'nobody', limit: 'not_started' },
      mixed: { to: 'all', limit: null },
      last: { to: 'all', limit: null },
    });
  });

  it('A course whose units are not all for everybody counts as finished who did all they were given', async () => {
    for (const unit of ['plain', 'drawn', 'arms', 'last']) {
      expect([unit, await finished(unit)]).toEqual([unit, expect.objectContaining({ count: LEARNERS, of: LEARNERS })]);
    }
    expect(await finished('a')).toMatchObject({ count: LEARNERS / 2, of: LEARNERS / 2 });
    expect(await finished('cohort')).toMatchObject({ count: 5, of: 5 });
    expect(await finished('lib', 'library_content')).toEqual({ kind: 'none', reason: 'not_measured' });
  });

  it('A course whose units are not all for everybody asks of what some are offered only where they began it, and says that there is such a thing', async () => {
    expect(await new Reports(at.engine, 1).blockReport(scope, keyOf('vertical', 'mixed'), ALL_TIME)).toMatchObject({
      finished: { count: LEARNERS - 1, of: LEARNERS },
      forSomeInside: 1,
      offered: { to: 'all' },
    });
  });

  it('A course whose units are not all for everybody compares a unit with the one before that the same learners are offered', async () => {
    const before = async (unit: string) =>
      (await new Reports(at.engine, 5).blockReport(scope, keyOf('vertical', unit), ALL_TIME)).before?.block.name ??
      null;
    expect(await before('drawn')).toBe('plain');
    expect(await before('arms')).toBe('drawn');
    expect(await before('mixed')).toBe('arms');
    for (const unit of ['plain', 'staff', 'cohort', 'a', 'future'])
      expect([unit, await before(unit)]).toEqual([unit, null]);
  });

  it('A course whose units are not all for everybody compares the arms of its experiment by what follows and everybody is offered', async () => {
    const answer = await new Reports(at.engine, 5).experiment(scope, keyOf('split_test', 'st'));
    const value = (mean: number) => ({ kind: 'value', value: mean, of: LEARNERS / 2 });
    expect(answer).toMatchObject({ following: { next: { name: 'mixed' }, problems: 2, videos: 0 } });
    expect(answer.arms.map(({ block, learners }) => [block.name, learners])).toEqual([
      ['a', LEARNERS / 2],
      ['b', LEARNERS / 2],
    ]);
    for (const [order, arm] of answer.arms.entries()) {
      const difference = order === 0 ? null : { kind: 'none', reason: 'too_few_learners_in_group' };
      expect(arm).toMatchObject({
        reached: { mean: value(1), difference },
        firstTry: { mean: value(1), difference },
        completed: { mean: value(1), difference },
        watched: { mean: { kind: 'none' } },
      });
    }
    await expect(new Reports(at.engine, 5).experiment(scope, keyOf('vertical', 'arms'))).rejects.toMatchObject({
      code: 'wrong_block_type',
    });
  });

  it('A course whose units are not all for everybody lists no unit as skipped that some or none are offered', async () => {
    const { items } = await new Reports(at.engine, 5).attention(scope);
    expect(items.filter(({ reason }) => reason === 'unit_skipped')).toEqual([]);
  });

  it('A course whose units are not all for everybody counts as completed who did all that everybody is offered', async () => {
    const [row] = await at.engine.rows(
      `SELECT countIf(done_at > 0) AS completed, max(done) AS most, max(length(units)) AS reached FROM ${at.engine.databases.own}.learner_activity FINAL`,
    );
    // plain, one of the library, the least of the arms, mixed, last
    expect(row).toEqual({ completed: String(LEARNERS), most: 5, reached: '5' });
  });
});

describe('a unit that is hidden only for a while', () => {
  it('A unit that is hidden only for a while is on the list of what is skipped while everybody is offered it, and leaves it with the next publish', async () => {
    const at = await openTestWorkspace('embedded');
    const shown = { ...FILES, ...vertical('staff', ['notes']) };
    await load(
      at,
      statementsOf((learner) => ({ completes: allGiven(learner) })),
      shown,
    );
    const skipped = async () =>
      (await new Reports(at.engine, 5).attention(scope)).items
        .filter(({ reason }) => reason === 'unit_skipped')
        .map((item) => [item.block.name, 'offered' in item ? item.offered : null]);
    expect(await skipped()).toEqual([['staff', 'all']]);
    await loadCourse(at.engine, streamOf(await archiveOf(FILES, new Date('2026-03-05T12:00:00Z'))), options);
    await at.workspace.refresh();
    await at.workspace.models.ensure(RUN);
    expect(await skipped()).toEqual([]);
    await at.close();
  });
});

describe('the tabs of a subsection with a unit for the course team', () => {
  it('The tabs of a subsection with a unit for the course team are the units that learners saw', async () => {
    const at = await openTestWorkspace('embedded');
    const files = {
      ...FILES,
      'sequential/s1.xml':
        '<sequential><vertical url_name="plain"/><vertical url_name="staff"/><vertical url_name="last"/></sequential>',
    };
    const make = new StatementMaker(LMS, RUN, 'Olx');
    const moment = (learner: number): Moment => ({ actor: `l${learner}`, time: START + learner * 1e6, session: 's' });
    const tabs = Array.from({ length: 12 }, (_, n) => make.tabLeft(moment(n), keyOf('sequential', 's1'), 1, 2, 2));
    await load(at, tabs.flat(), files);
    const reached = async () => {
      const { blocks } = await new Reports(at.engine, 5).outline(scope, ALL_TIME);
      return ['plain', 'staff', 'last'].map((name) => blocks.find((one) => one.name === name)?.reach);
    };
    expect(await reached()).toEqual([12, 0, 12]);
    // typed again, as after an upgrade: the same, in the same columns
    await at.engine.command(`TRUNCATE TABLE ${at.engine.databases.own}.events`);
    await rebuild(at.workspace, () => undefined, new AbortController().signal);
    expect(
      await at.engine.rows(
        `SELECT DISTINCT tab_from, tab_to, tab_count, mode FROM ${at.engine.databases.own}.events FINAL`,
      ),
    ).toEqual([{ tab_from: '1', tab_to: '2', tab_count: 2, mode: '' }]);
    expect(await reached()).toEqual([12, 0, 12]);
    await at.close();
  });
});
