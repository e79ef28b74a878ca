import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A failing test is read, and looked for, by its title alone: a sentence that says of what it speaks, and what of it. */
const VERBS = new Set(
  (
    'accepts adds agrees allow allows appears are asks becomes begins belongs binds breaks calls can cannot carries ' +
    'closes comes compares computes copies count counts creates cuts deletes depends describes differ differs ' +
    'disappears do does draws drops ends expires exports fails fills filters find finds fits folds follows forgets ' +
    'give gives go goes groups hands harms has have hear hears hides hold holds ignores imports installs is joins ' +
    'keep keeps knows lapses lead leads learns leave leaves let lets links listens loads loses make makes may ' +
    'measures meets merges mirrors misses moves must need needs never notices offers opened opens prefers prevents prints ' +
    'protects publish publishes puts reads rebuilds recovers redirects refuses register rejects remembers removes ' +
    'renders repeats replaces requires resets resolves rests resumes retries returns runs saves say says scales ' +
    'sees sends serves sets shades shows skips sorts speaks splits stand stands starts stays stop stopped stops ' +
    'stores survives take takes tell tells translates tries try updates upgrades uses validates verifies verify ' +
    'waits warns was weigh were wraps writes'
  ).split(' '),
);
/** With these a title goes on from somewhere else, such as the `describe` around it. */
const GOES_ON = new Set(
  (
    'of in on at by with without from to as where when while until though if but or and also after before between beside ' +
    'below above which over under through behind for only else instead then'
  ).split(' '),
);
/** A verb that stands in the table of cases: `The operator %s`. */
const SAID_BY_TABLE = /^[^:]+ %s$/;

/** Why a title is no sentence; null: it is one. */
const faultOf = (title: string): string | null => {
  const [first = '', ...others] = title
    .replace(/%[a-z#%]|\$\w+/g, '')
    .toLowerCase()
    .split(/[^\p{L}’'-]+/u);
  if (!/^\p{Lu}/u.test(title)) return 'does not begin with a capital letter, and so hardly with its subject';
  if (GOES_ON.has(first)) return `begins in the middle: "${first}"`;
  if (others.some((word) => VERBS.has(word)) || SAID_BY_TABLE.test(title)) return null;
  return 'has no verb that this test knows: write a sentence, or add its verb to the list';
};

/** `it`, of `it(...)`, `it.each(...)(...)` and their kind. */
const callee = (call: ts.Expression): string => {
  if (ts.isCallExpression(call) || ts.isPropertyAccessExpression(call)) return callee(call.expression);
  if (ts.isTaggedTemplateExpression(call)) return callee(call.tag);
  return ts.isIdentifier(call) ? call.text : '';
};

const textOf = (node: ts.Expression | undefined): string | null => {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('%s')
    : null;
};

/** The titles of all tests in a file. */
const titlesIn = (name: string, text: string): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['it', 'test'].includes(callee(node.expression))) {
      const [title, body] = node.arguments;
      const words = textOf(title);
      if (words !== null && body && ts.isFunctionLike(body)) found.push(words);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false));
  return found;
};

const ROOT = join(__dirname, '..');
const titles = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .flatMap((name) => titlesIn(name, readFileSync(join(ROOT, name), 'utf8')).map((title) => [name, title] as const));

it('The title of a test is a sentence', () => {
  expect(titles.length).toBeGreaterThan(1500);
  expect(
    titles.flatMap(([name, title]) => {
      const fault = faultOf(title);
      return fault === null ? [] : [`${name}: "${title}" ${fault}`];
    }),
  ).toEqual([]);
});

it.each([
  ['keeps the number', /capital/],
  ['the number', /capital/],
  ['Of a video what was watched is kept', /middle/],
  ['The largest number of one learner', /verb/],
  ['Enrolment: the course itself, without %s', /verb/],
])('The title "%s" is found to be none', (title, why) => {
  expect(faultOf(title)).toMatch(why);
});

it.each(['it', 'test', 'it.each([1])', 'it.each<[string]>([["a"]])', 'it.skip', 'it.each`a`'])(
  'A title is found after %s',
  (call) => {
    expect(titlesIn('a.test.ts', `${call}(\n  'The number is kept', () => {})`)).toEqual(['The number is kept']);
  },
);
