/** A class of the style sheet that no component writes any more styles nothing, and nobody dares to delete it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const src = join(__dirname, '..', '..', 'src');
const read = (ending: RegExp): string =>
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => readFileSync(join(src, path), 'utf8'))
    .join('\n');
const [sheets, sources] = [read(/\.scss$/), read(/\.tsx?$/)];
/** What names begin with that are put together, such as `marginalia-bar-${tone}`. */
const parts = [...sources.matchAll(/(marginalia-[\w-]*)\$\{/g)].map(([, start]) => start ?? '');

it('Every class of the style sheet is written by some component', () => {
  const classes = new Set([...sheets.matchAll(/\.(marginalia-[\w-]+)/g)].map(([, name]) => name ?? ''));
  const isWritten = (name: string): boolean =>
    new RegExp(`${name}(?![\\w-])`).test(sources) || parts.some((start) => name.startsWith(start));
  expect(parts).toContain('marginalia-bar-');
  expect([...classes].filter((name) => !isWritten(name)).sort()).toEqual([]);
});
