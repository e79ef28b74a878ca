import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS, EXPORTS, METRICS, SITE_EXPORTS } from '@marginalia/contract';
import { bannedInProse, proseOf } from './prose';
import { flesch } from './reading';
import { banned, branches, sentencesOf, wordsOf } from './voice';

const english = JSON.parse(readFileSync(join(__dirname, '../../i18n/en.json'), 'utf8')) as Record<
  string,
  { defaultMessage: string; description: string }
>;

/** Sentences of a definition may be longer than those of a panel. */
const LONGEST = 20;

/** US school grades by Flesch and Kincaid, over all messages of one kind: a single short one says nothing. */
const HIGHEST_GRADE = 8;

const groupOf = (id: string): string => id.split('.')[1] ?? '';

/** Definitions of metrics are as long as they have to be: test/metrics/registry reads them. */
const held = Object.entries(english).filter(([id]) => groupOf(id) !== 'metric');
const KINDS = [...new Set(held.map(([id]) => groupOf(id)))].sort();

it('The check of words knows a message that would be wrong', () => {
  expect(banned('Of the learners who tried, few were right.')).toEqual(['tried', 'right', 'few']);
  expect(banned('This list cannot be had at the moment.')).toEqual(['cannot be had']);
  expect(sentencesOf('One. Two? “Three.” 4:10–4:20, 0.5%')).toHaveLength(4);
  expect(wordsOf('Don’t count — or 4:10–4:20')).toBe(4);
  expect(branches('{n, plural, one {# try} other {# tries}} of {a}')).toEqual(['1 try of x', '9 tries of x']);
});

it('The interface says no word that the glossary replaces', () => {
  const found = held.flatMap(([id, { defaultMessage }]) =>
    branches(defaultMessage).flatMap((text) => banned(text, id).map((word) => `${id}: ${word}: ${text}`)),
  );
  expect([...new Set(found)]).toEqual([]);
});

it('A message tells translators in the same words', () => {
  const notes = Object.entries(english).filter(([, { description }]) =>
    /\b(pictures?|try|tries|tried)\b(?! again)|(?<!\b(too|a) )\bfew\b/i.test(description),
  );
  expect(notes.map(([id, { description }]) => `${id}: ${description}`)).toEqual([]);
});

it(`A message has sentences of at most ${LONGEST} words`, () => {
  const long = held.flatMap(([id, { defaultMessage }]) =>
    branches(defaultMessage).flatMap((text) =>
      sentencesOf(text)
        .filter((sentence) => wordsOf(sentence) > LONGEST)
        .map((sentence) => `${id}: ${sentence}`),
    ),
  );
  expect([...new Set(long)]).toEqual([]);
});

it('A message has no number in it twice', () => {
  const twice = held.filter(([, { defaultMessage }]) =>
    branches(defaultMessage, (name) => `<${name}>`).some((text) => {
      const names = text.match(/<\w+>/g) ?? [];
      return new Set(names).size < names.length;
    }),
  );
  expect(twice.map(([id]) => id)).toEqual([]);
});

it.each(KINDS)('A message reads easily: %s', (kind) => {
  const text = held
    .filter(([id]) => groupOf(id) === kind)
    .flatMap(([, { defaultMessage }]) => sentencesOf(branches(defaultMessage).at(-1) ?? ''))
    .filter((sentence) => wordsOf(sentence) > 3);
  expect(flesch(text)).toBeLessThanOrEqual(HIGHEST_GRADE);
});

it('The API says no word that the glossary replaces: definitions, heads of files, errors', () => {
  const said = [
    ...Object.values(METRICS).flatMap(({ title, sentence, numerator, denominator, gate, source }) => [
      title,
      sentence,
      numerator,
      denominator ?? '',
      gate,
      source,
    ]),
    ...Object.values(EXPORTS).map(({ title }) => title),
    ...Object.values(SITE_EXPORTS),
    ...Object.values(ERRORS).map(({ message }) => message),
  ];
  expect(said.flatMap(bannedInProse)).toEqual([]);
});

describe('pages of the documentation', () => {
  const root = join(__dirname, '../..');
  const pagesIn = (folder: string): string[] =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name));
  // docs/benchmarks.md is written by the benchmark
  const pages = ['.', 'docs', 'docs/decisions']
    .flatMap(pagesIn)
    .filter((page) => !['docs/benchmarks.md', 'CODE_OF_CONDUCT.md'].includes(page));

  it('The check of pages reads sentences, and passes over code, headings and ids', () => {
    const prose = proseOf('## enrolment\n\nOf 9 learners who\ntried, [3](#enrolment) were `grey`.\n\n```\nanew\n```\n');
    expect(prose.trim()).toBe('Of 9 learners who tried, link were code.');
    expect(bannedInProse(prose)).toEqual([expect.stringContaining('who tried')]);
  });

  it.each(pages)('The page %s says no word that the glossary replaces', (page) => {
    expect(bannedInProse(proseOf(readFileSync(join(root, page), 'utf8')))).toEqual([]);
  });
});
