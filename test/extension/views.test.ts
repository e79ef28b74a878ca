/** Views: which numbers they show, in which page, and to whom. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Card } from '@marginalia/contract';
import { operatorScope } from '../../api/auth/scope';
import type { Asker, Role } from '../../api/extension/asker';
import { COURSE, PROBLEM, VIDEO, statementsOf } from '../http/smallCourse';
import { Site } from './site';

const SOURCE = `
export const tries = sdk.defineMetric({
  id: 'tries', title: 'Tries', sentence: 'How many events a learner has here.', on: 'problem',
  events: { verbs: ['evaluated'] }, as: sdk.total({ unit: 'events', min: 0, max: 50 }), sql: { value: 'count()' },
});
export const secret = sdk.defineMetric({
  id: 'secret', title: 'Secret', sentence: 'What the site alone may see.', on: 'problem',
  events: { verbs: ['evaluated'] }, as: sdk.total({ unit: 'events', min: 0, max: 50 }), sql: { value: 'count()' },
  allow: [{ role: 'site' }],
});
export const often = sdk.defineMetric({
  id: 'often', title: 'Often', sentence: 'Who has as many events here as the parameter says.', on: 'problem',
  events: { verbs: ['evaluated'] }, as: sdk.share({ among: 'tried' }),
  params: { least: sdk.z._default(sdk.z.enum(['1', '2']), '1') },
  each: ({ events }, { least }) => Object.fromEntries(events.map(({ block }) => [block, events.length >= Number(least)])),
});
export const both = sdk.defineView({
  id: 'both', title: 'Both', place: 'problem', text: 'Two numbers.',
  show: ['acme.tries', { metric: 'acme.secret', chart: 'table' }, 'problem.difficulty'],
});
export const twice = sdk.defineView({
  id: 'twice', title: 'Twice', place: 'problem', show: [{ metric: 'acme.often', params: { least: '2' } }],
});
export const only = sdk.defineView({ id: 'only', title: 'Only the secret', place: 'problem', show: ['acme.secret'] });
export const drawn = sdk.defineView({ id: 'drawn', title: 'Drawn', place: 'problem', show: ['acme.tries'], html: 'page.html' });
export const staff = sdk.defineView({
  id: 'staff', title: 'Staff', place: 'problem', text: 'For instructors.', allow: [{ role: 'instructor' }],
});
`;
const PAGE = '<p>A page</p>';

const folderOf = (source: string, page: string | null = PAGE): string => {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-extension-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@acme/views', version: '1.0.0' }));
  writeFileSync(join(folder, 'extension.ts'), `import * as sdk from '@marginalia/extension';\n${source}`);
  if (page !== null) writeFileSync(join(folder, 'page.html'), page);
  return folder;
};
const view = (members: string): string =>
  `export default sdk.defineView({ id: 'x', title: 'X', place: 'problem', ${members} });`;

describe('views of an extension', () => {
  let site: Site;
  const cards = (asker: Asker, block = PROBLEM): Promise<Card[]> =>
    site.answers().cards(operatorScope(COURSE), block, { asker });
  const roles = (...names: Role[]): Asker => new Set(names);
  const named = async (id: string, asker: Asker): Promise<Card | undefined> =>
    (await cards(asker)).find((card) => card.id === id);

  beforeAll(async () => {
    site = await Site.open(statementsOf(undefined, undefined, undefined, 40));
    expect(await site.run('add', folderOf(SOURCE))).toMatchObject({ status: 0 });
    await site.run('enable', 'acme', '--courses', 'all', '--wait');
  });
  afterAll(() => site.close());

  it('A view shows numbers of metrics, which then need no cards of their own', async () => {
    const all = await cards('operator');
    const both = all.find(({ id }) => id === 'acme.both');
    expect(both).toMatchObject({ state: 'ready', text: 'Two numbers.' });
    expect(both?.figures?.map(({ id }) => id)).toEqual(['acme.tries', 'acme.secret', 'problem.difficulty']);
    // 20 learners are right at once, 20 at the second attempt
    expect(both?.figures?.[0]?.value).toMatchObject({ shape: 'total', value: 60, of: 40 });
    expect(both?.figures?.[1]).toMatchObject({ chart: 'table', state: 'ready' });
    expect(all.map(({ id }) => id)).not.toContain('acme.tries');
    // a view has it with another parameter
    expect(all.map(({ id }) => id)).toContain('acme.often');
  });

  it('A view leaves out what whoever looks may not see, and is left out where nothing else is in it', async () => {
    const team = roles('team', 'author');
    expect((await named('acme.both', team))?.figures?.map(({ id }) => id)).toEqual([
      'acme.tries',
      'problem.difficulty',
    ]);
    expect(await named('acme.only', team)).toBeUndefined();
    expect(await named('acme.only', roles('team', 'site'))).toBeDefined();
  });

  it('A view that is for some roles is shown to these', async () => {
    expect(await named('acme.staff', roles('team', 'author'))).toBeUndefined();
    expect(await named('acme.staff', roles('team', 'instructor'))).toMatchObject({ text: 'For instructors.' });
  });

  it('A view brings its page, and the numbers that are sent to the page', async () => {
    expect(await named('acme.drawn', 'operator')).toMatchObject({ page: PAGE, figures: [{ id: 'acme.tries' }] });
    expect((await cards('operator', VIDEO)).map(({ id }) => id)).toEqual([]);
  });

  it.each([
    ['that names a page there is not', view(`html: 'other.html'`), 'x: there is no other.html beside the sources'],
    ['of the site', view(`text: 'Hi'`).replace("'problem'", "'site' as never"), 'x: there are no views of the site'],
    ['of a metric that nobody has', view(`show: ['acme.nothing']`), 'x shows acme.nothing, which no added extension'],
    ['with nothing in it', view(''), 'x: a view needs a text, metrics to show, or an html file'],
  ])('A view %s is refused when it is added', async (_, source, words) => {
    await expect(site.run('add', folderOf(source))).rejects.toThrow(words);
  });

  it('A page over 64 kB is refused with its size', async () => {
    const folder = folderOf(view(`html: 'page.html'`), 'x'.repeat(65 * 1024));
    await expect(site.run('add', folder)).rejects.toThrow('page.html has 65 kB; at most 64 kB are allowed');
  });

  it('An extension whose metric another one shows is not removed before that one', async () => {
    const other = folderOf(view(`show: ['acme.tries']`));
    writeFileSync(join(other, 'package.json'), JSON.stringify({ name: '@other/x', version: '1.0.0' }));
    expect(await site.run('add', other)).toMatchObject({ status: 0 });
    await site.run('enable', 'other', '--courses', 'all', '--wait');
    await expect(site.run('remove', 'acme', '--yes')).rejects.toThrow('other/x needs it');
  });
});
