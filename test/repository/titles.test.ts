import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A failing test is read, and looked for, by its title alone: the title says what the sentence is about. */
const VERBS =
  'is|are|has|have|tells|says|shows|counts|takes|keeps|asks|leaves|knows|does|gives|reads|puts|holds|draws|stands|' +
  'refuses|stores|hides|compares|adds|stops|makes|lets|writes|serves|needs|returns|renders|finds|opens|goes';
const TITLE = new RegExp(String.raw`(?:\b(?:it|test)|\))\(\s*(['"\x60])((?:${VERBS}) .*)\1`, 'g');

const ROOT = join(__dirname, '..');
const found = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .flatMap((name) =>
    [...readFileSync(join(ROOT, name), 'utf8').matchAll(TITLE)].map(([, , title]) => `${name}: ${title ?? ''}`),
  );

it('The title of a test has a subject', () => {
  expect(found).toEqual([]);
});

it.each(['it', 'it.each([1])'])('A title without a subject is found after %s', (call) => {
  expect([...`${call}(\n  'returns it', () => {})`.matchAll(TITLE)]).toHaveLength(1);
});
