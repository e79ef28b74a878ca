/** What is told of a unit beside what is told of the problems in it. */
import { type Outline, WITHHELD, fillPath, getOutline } from '@marginalia/contract';
import { operatorScope } from '../../api/auth/scope';
import { insideToo, disclosedOfContainer } from '../../api/extension/containerDisclosures';
import type { Disclosed } from '../../api/extension/disclose';
import type { As } from '../../api/extension/manifest';
import { StructureIndex } from '../../api/facts/structureIndex';
import type { StructureBlock } from '../../api/facts/types';
import { openServices } from '../../api/metrics';
import { openTestApi } from '../http/api';
import { COURSE, PROBLEM, UNIT, VIDEO, blockKey, loadCsv, statementsOf, structureCsv } from '../http/smallCourse';
import { MIN, Site } from './site';

const block = (id: string, type: string, parent: string | null): StructureBlock => ({
  id,
  type,
  name: id,
  parent,
  order: 0,
  graded: false,
  isMeasured: true,
});
const index = new StructureIndex({
  courseKey: 'c',
  name: 'c',
  blocks: [
    block('course', 'course', null),
    block('s', 'sequential', 'course'),
    block('u', 'vertical', 's'),
    block('p', 'problem', 'u'),
    block('q', 'problem', 'u'),
    block('h', 'html', 'u'),
  ],
} as unknown as StructureIndex['structure']);

const SHARE: As = { kind: 'share', among: 'tried' };
const share = (count: number, of: number): Disclosed => ({
  shape: 'share',
  value: { kind: 'value', value: count / of, count, of, low: 0, high: 1 },
});
const HIDDEN: Disclosed = { shape: 'share', value: WITHHELD };
const disclosed = (numbers: Record<string, Disclosed>, of = 'u'): Disclosed | undefined =>
  disclosedOfContainer(of, index, { as: SHARE }, (id) => numbers[id], 10);

describe('what is told of a unit', () => {
  it('The number of a unit is hidden where it leaves few for a problem that is hidden', () => {
    expect(disclosed({ u: share(30, 53), p: share(20, 50), q: HIDDEN })).toEqual(HIDDEN);
    // so many have the value, not so many attempted it
    expect(disclosed({ u: share(23, 90), p: share(20, 50), q: HIDDEN })).toEqual(HIDDEN);
  });
  it('The number of a unit is told where it leaves enough, or nothing inside is hidden', () => {
    expect(disclosed({ u: share(40, 90), p: share(20, 50), q: HIDDEN })).toEqual(share(40, 90));
    expect(disclosed({ u: share(30, 53), p: share(20, 50), q: share(20, 40) })).toEqual(share(30, 53));
    expect(disclosed({ u: share(30, 53), p: share(20, 50) })).toEqual(share(30, 53));
  });
  it('The number of a subsection is hidden, too, where its unit’s is told or none is', () => {
    expect(disclosed({ s: share(30, 53), p: share(20, 50), q: HIDDEN }, 's')).toEqual(HIDDEN);
    expect(disclosed({ s: share(30, 53), u: HIDDEN, p: share(20, 50), q: share(20, 40) }, 's')).toEqual(share(30, 53));
    expect(disclosed({ s: share(43, 95), u: share(40, 90), p: share(20, 50), q: HIDDEN }, 's')).toEqual(share(43, 95));
  });
  it('The number of a unit takes those of the kinds that the metric is about, and nothing of others', () => {
    const asked = { key: 'k', as: SHARE, isExact: false, isRolledUp: false };
    expect(insideToo('u', index, [{ ...asked, on: ['problem'] }])).toEqual([]);
    expect(insideToo('u', index, [{ ...asked, on: ['problem', 'vertical'] }])).toEqual(['p', 'q']);
    expect(insideToo('s', index, [{ ...asked, on: ['problem'], isRolledUp: true }])).toEqual(['u', 'p', 'q']);
    expect(insideToo('p', index, [{ ...asked, on: ['problem', 'vertical'] }])).toEqual([]);
  });
});

describe('a unit with a problem that five attempted and nobody else', () => {
  const FEW = blockKey('problem', 'p2');
  let site: Site;
  beforeAll(async () => {
    const ofLearners = (problem: string, to: number, from = 0) => {
      const before = new Set(statementsOf(COURSE, problem, VIDEO, from).map(({ actor }) => JSON.stringify(actor)));
      return statementsOf(COURSE, problem, VIDEO, to).filter(({ actor }) => !before.has(JSON.stringify(actor)));
    };
    const [forty, five] = [ofLearners(PROBLEM, 40), ofLearners(FEW, 45, 40)];
    const onlyEnrolled = ofLearners(PROBLEM, 75, 45).filter(({ verb }) => verb.id.endsWith('/registered'));
    const published = structureCsv((lines) =>
      lines
        .flatMap((line) => (line.includes(PROBLEM) ? [line, line.replaceAll('block@p1', 'block@p2')] : [line]))
        .map((line) => line.replace('11111111', '22222222').replace('2026-02-01 09', '2026-02-02 09')),
    );
    site = await Site.open();
    await loadCsv(site.site.workspace, published);
    await site.load([...forty, ...five, ...onlyEnrolled]);
    await site.install(
      'inside/inside',
      `export const unit = sdk.defineMetric({ id: 'unit', title: 'In it', sentence: 'Those who attempted anything in it.',
         on: ['problem', 'vertical'], events: { context: 'all' }, as: sdk.share({ among: 'tried' }), rollUp: 'any',
         each: ({ events }) => Object.fromEntries(events.filter(sdk.isSubmission).map(({ block }) => [block, true])) });`,
    );
  });
  afterAll(() => site.close());

  it('A unit is not told by an extension of as many as the outline withholds', async () => {
    const reports = site.answers();
    const ask = (id: string) => reports.metric(operatorScope(COURSE), 'inside.unit', { block: id });
    expect(await ask(PROBLEM)).toMatchObject({ value: { kind: 'value', of: 40 } });
    expect(await ask(FEW)).toMatchObject({ value: WITHHELD });
    await site.run('outline', 'inside.unit');
    const services = openServices(site.site.engine, MIN, site.site.workspace.learnerRules);
    const api = await openTestApi({ services: () => services, extensions: () => reports });
    let answer: Outline;
    do answer = (await api.get(fillPath(getOutline.path, { course: COURSE }), 'global')).json<Outline>();
    while (answer.extension?.state === 'filling');
    await api.close();
    const unit = answer.blocks.find(({ id }) => id === UNIT);
    expect(unit).toMatchObject({ attempted: WITHHELD, extension: WITHHELD });
    expect(await ask(UNIT)).toMatchObject({ value: WITHHELD });
  });
});
