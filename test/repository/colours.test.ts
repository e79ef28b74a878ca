/** Colours are the host's, by Paragon's tokens. The palette is the one place where there may be others. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const src = join(__dirname, '..', '..', 'src');
/** The palette of the charts; what a site's own theme would be, for the demo page. */
const MAY = ['ui/_palette.scss', 'harness/themes.scss'];
const NAMED =
  'white|black|red|green|blue|yellow|orange|purple|gr[ae]y|navy|teal|silver|maroon|crimson|gold|pink|brown|beige|ivory';
const LITERAL = new RegExp(
  `#[0-9a-f]{3,4}\\b|#[0-9a-f]{6}\\b|#[0-9a-f]{8}\\b|\\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch)\\(|[:,(\\s'"](${NAMED})[;,)\\s'"]`,
  'gi',
);

/** Colour literals in a style sheet, or in the strings of a source file that style something. */
const literals = (path: string, text: string): string[] => {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const styled = path.endsWith('.scss')
    ? code
    : (
        code.match(/\b(fill|stroke|color|background\w*|borderColor|stopColor)\s*[=:]\s*\{?\s*(['"`])[^'"`]*\2/g) ?? []
      ).join('\n');
  return Array.from(styled.matchAll(LITERAL), ([found]) => `${path}: ${found.trim()}`);
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.(scss|css|tsx?)$/.test(path) && !MAY.includes(path),
);

it('No file but the palette has a colour', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((path) => literals(path, readFileSync(join(src, path), 'utf8')))).toEqual([]);
});

it('A side that is coloured only to mark something is not drawn in forced colours, where transparent is a colour', () => {
  const sides = files.flatMap((path) =>
    Array.from(
      readFileSync(join(src, path), 'utf8').matchAll(/border-(inline|block)[a-z-]*:[^;]*\btransparent\b/g),
      ([side]) => `${path}: ${side}`,
    ),
  );
  expect(sides).toEqual([]);
});

it('The margin stands on a ground of its own, for its words have colours of their own', () => {
  const style = readFileSync(join(src, 'ui', 'marginalia.scss'), 'utf8');
  const rules = Array.from(style.matchAll(/^[^{}]*\.marginalia-margin \{[^}]*\}/gm), ([rule]) => rule);
  expect(rules.length).toBeGreaterThan(1);
  expect(rules.filter((rule) => /background: (none|transparent)/.test(rule))).toEqual([]);
});

it.each([
  ['a.scss', '.a { color: #fff; }'],
  ['a.scss', '.a { background: white; }'],
  ['a.scss', '.a { border: 1px solid rgb(0 0 0); }'],
  ['a.scss', '.a { color: var(--pgn-color-info-base, #006daa); }'],
  ['a.tsx', '<rect fill="#006daa" />'],
  ['a.tsx', "const a = { color: 'navy' };"],
])('The rule of colours notices in %s: %s', (path, text) => {
  expect(literals(path, text)).toHaveLength(1);
});

it.each([
  ['a.scss', '.a { color: var(--pgn-color-gray-500); }'],
  ['a.scss', '.a { border: 1px solid transparent; color: CanvasText; }'],
  ['a.tsx', '<Swatch tone="gray" />'],
])('The rule of colours lets pass in %s: %s', (path, text) => {
  expect(literals(path, text)).toEqual([]);
});
