/** A definition that cannot be used is refused in words that say what to do; no code of the author runs for it. */
import { checkBeside } from '../../api/extension/install';
import { ManifestError, parseManifest } from '../../api/extension/manifest';
import type { Installed } from '../../api/extension/registry';

const METRIC = {
  id: 'x',
  title: 'Title',
  sentence: 'Counts what learners do here.',
  on: 'problem',
  events: { context: 'all' },
  as: { kind: 'share', among: 'tried' },
  tier: 'each',
};
const LISTS = { metrics: [], views: [], handlers: [], jobs: [], properties: [], sources: [] };
const said = (...metrics: object[]): string => JSON.stringify({ ...LISTS, metrics });
const problems = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ManifestError) return error.problems.join('\n');
    throw error;
  }
  return '';
};
const refusal = (metric: object): string => problems(() => parseManifest('bad/x', said({ ...METRIC, ...metric })));

describe('a definition is refused', () => {
  it.each<[string, object, string]>([
    ['a bad id', { id: 'Has Spaces' }, 'Has Spaces: id: an id has small letters, digits and hyphens'],
    ['no title', { title: undefined }, 'x: title: is missing; it must be of type string'],
    ['a title that is no text', { title: 3 }, 'x: title: must be of type string'],
    ['a sentence of one letter', { sentence: 'x' }, 'x: sentence: has to have at least 10 characters'],
    [
      'a group that there is not',
      { as: { kind: 'share', among: 'friends' } },
      'x: as.among: must be one of enrolled, reached, tried, viewers, valued',
    ],
    [
      'one category',
      { as: { kind: 'counts', among: 'tried', categories: ['a'] } },
      'x: as.categories: has to have at least 2 entries',
    ],
    [
      'limits the wrong way round',
      { as: { kind: 'middle', unit: 'seconds', min: 9, max: 1 } },
      'x: as: min must be below max',
    ],
    [
      'steps that descend',
      { as: { kind: 'histogram', unit: 'days', min: 0, max: 9, steps: [3, 2] } },
      'x: as: steps have to ascend',
    ],
    [
      'a parameter of many values',
      { params: { n: { type: 'string' } } },
      'x: the parameter n needs a few values: an enum, a boolean, or whole numbers from and to',
    ],
    [
      'too many combinations',
      { params: { n: { type: 'integer', minimum: 1, maximum: 20 }, m: { enum: ['a', 'b'] } } },
      'x: its parameters have 40 combinations; at most 24 are allowed',
    ],
    [
      'a pin of nothing',
      { allow: [{ role: 'team', pin: { patience: '1' } }] },
      'x: patience is pinned, but it is no parameter',
    ],
    [
      'a role that nobody has who asks',
      { allow: [{ role: 'learner' }] },
      'x: allow.0.role: must be one of team, author, instructor, site',
    ],
    [
      'a pin of one learner',
      { allow: [{ role: 'team', pin: { learner: '1' } }] },
      'x: learner is pinned, but it is no parameter',
    ],
    ['a network', { grants: ['net:lab.example.org'] }, 'x: grants.0: must be one of class, exact, mail'],
    ['a function that there is not', { tier: 'guess' }, 'x: tier: must be one of each, sql, combine, model'],
    [
      'a model that does not say what it sees',
      { tier: 'model', events: undefined, from: ['acme.y'] },
      "x: a model sees the whole class: say so with grants: ['class']",
    ],
    [
      'a model of a number of a class',
      { tier: 'model', events: undefined, from: ['firstTry'], grants: ['class'] },
      'x: firstTry is a number of a class; a model is made from what extensions say of each learner, as in acme.pace',
    ],
    [
      'a model of nothing',
      { tier: 'model', events: undefined, grants: ['class'] },
      'x: name the metrics that it is made from',
    ],
    [
      'a model that rolls up',
      { tier: 'model', events: undefined, from: ['acme.y'], grants: ['class'], rollUp: 'sum' },
      'x: a model has no rollUp: give it to the metrics that it is made from',
    ],
    [
      'a model that is a score',
      { tier: 'model', events: undefined, from: ['acme.y'], grants: ['class'], as: 'score' },
      'x: only a combine can be a score',
    ],
    ['no events', { events: undefined }, 'x: say which events it needs'],
  ])('A definition is refused: %s', (_, metric, words) => {
    expect(refusal(metric)).toBe(words);
  });

  it('A definition is refused that defines nothing, or the same twice', () => {
    expect(problems(() => parseManifest('bad/x', said()))).toMatch(/nothing is defined: export what defineMetric/);
    expect(problems(() => parseManifest('bad/x', said(METRIC, METRIC)))).toMatch(/the id x is used twice/);
    expect(problems(() => parseManifest('bad/x', 'oops'))).toMatch(/is not JSON/);
  });
});

describe('an extension is refused beside others', () => {
  const combine = (id: string, ...from: string[]): object => ({
    ...METRIC,
    id,
    events: undefined,
    as: 'score',
    tier: 'combine',
    from,
  });
  const beside = (name: string, metrics: object[], others: readonly Installed[] = []): string =>
    problems(() => checkBeside(name, parseManifest(name, said(...metrics)), others));
  const other = (name: string, ...metrics: object[]): Installed => ({
    name,
    state: 'on',
    active: { revision: 'r', version: '1', manifest: parseManifest(name, said(...metrics)), files: {} },
    next: null,
    previous: null,
    courses: 'all',
    grants: [],
    outline: '',
  });

  it('An extension is refused where what it is made from is not there', () => {
    expect(beside('bad/x', [combine('x', 'nobody.there')])).toBe(
      'x is made from nobody.there, which no added extension has: add that one first',
    );
  });
  it('An extension is refused where it is made from itself, also by way of another', () => {
    expect(beside('bad/x', [combine('x', 'bad.y'), combine('y', 'bad.x')])).toMatch(
      /a metric cannot be made from itself/,
    );
    expect(beside('bad/x', [combine('x', 'acme.y')], [other('acme/y', combine('y', 'bad.x'))])).toMatch(
      /acme\.y is made from bad\.x is made from acme\.y/,
    );
  });
  it('An extension is refused where a model is made from what says nothing of single learners', () => {
    const model = (id: string, from: string): object => ({
      ...METRIC,
      ...{ id, events: undefined, tier: 'model', from: [from], grants: ['class'] },
    });
    const score = other('acme/y', combine('y', 'firstTry'));
    const words = 'x is made from acme.y, which says nothing of single learners: name a metric with each or sql';
    expect(beside('bad/x', [model('x', 'acme.y')], [score])).toBe(words);
    expect(beside('bad/x', [model('x', 'acme.y')], [other('acme/y', model('y', 'bad.z')), score])).toContain(words);
    expect(beside('bad/x', [model('x', 'bad.y'), { ...METRIC, id: 'y' }])).toBe('');
    expect(beside('bad/x', [model('x', 'problem.difficulty')])).toContain('says nothing of single learners');
  });
  it('An extension is refused where another has the name of its metric', () => {
    expect(beside('bad/x', [METRIC], [other('bad/other', METRIC)])).toMatch(/give yours another id/);
  });
});
