import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';

const ROOT = join(__dirname, '../..');
const read = <T>(name: string): T => JSON.parse(readFileSync(join(ROOT, 'i18n', name), 'utf8')) as T;
const english = read<Record<string, { defaultMessage: string; description: string }>>('en.json');

/** The names of the placeholders in a message, and whether each is a plural. */
const placeholders = (message: string, locale: string): string[] => {
  const names = new Set<string>();
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void =>
    parts.forEach((part) => {
      if ('value' in part && part.type !== 0) names.add(String(part.value));
      if ('options' in part) Object.values(part.options).forEach(({ value }) => walk(value));
    });
  walk(new IntlMessageFormat(message, locale).getAst());
  return [...names].sort();
};

it('The catalogue i18n/en.json is what the sources say, and no draft says what it said before', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'i18n/extract.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('A catalogue of messages has ids in order, each with a note for translators', () => {
  expect(Object.keys(english)).toEqual(Object.keys(english).sort());
  expect(
    Object.entries(english).filter(([id, { description }]) => !/^marginalia\.\w+\./.test(id) || description === ''),
  ).toEqual([]);
});

it('No component joins words with a comma, which is not the same in every language', () => {
  const src = join(ROOT, 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !path.startsWith('harness'),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(
    files.filter((path) => /\}, \$\{|&& ', '|\{', '\}|join\(', '\)/.test(readFileSync(join(src, path), 'utf8'))),
  ).toEqual([]);
});

describe('A draft whose English changed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-drafts-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, value: object): void => writeFileSync(join(folder, name), JSON.stringify(value));
  const say = (title: string): void => write('en.json', { 'marginalia.a.title': { defaultMessage: title } });
  const basis = (...args: string[]): string =>
    spawnSync(process.execPath, [join(ROOT, 'i18n/basis.mjs'), folder, ...args], { encoding: 'utf8' }).stderr;

  beforeEach(() => {
    rmSync(join(folder, 'basis.json'), { force: true });
    say('Tries');
    write('fr.json', { '@@status': 'unreviewed draft', 'marginalia.a.title': 'Essais' });
    write('ar.json', { '@@status': 'unreviewed draft', 'marginalia.a.title': 'محاولات' });
    basis();
  });

  it('A draft is behind, and stays so, while only English and other drafts change', () => {
    expect(basis('--check')).toBe('');
    say('Attempts by week');
    write('fr.json', { 'marginalia.a.title': 'Essais par semaine' });
    expect(basis()).toContain('marginalia.a.title: English changed, not ar.');
    expect(basis('--check')).toContain('not ar.');
  });

  it('A draft is no longer behind once it changes too', () => {
    say('Attempts by week');
    write('fr.json', { 'marginalia.a.title': 'Essais par semaine' });
    write('ar.json', { 'marginalia.a.title': 'المحاولات حسب الأسبوع' });
    expect(basis('--check')).toContain('out of date');
    expect(basis() + basis('--check')).toBe('');
  });

  it('A draft that still says the same is kept by naming the message', () => {
    say('Attempts');
    expect(basis()).toContain('not ar, fr.');
    expect(basis('--still', 'marginalia.a.title') + basis('--check')).toBe('');
  });

  it('A message that no draft has holds nothing up', () => {
    write('fr.json', {});
    write('ar.json', {});
    expect(basis() + basis('--check')).toBe('');
    say('Attempts');
    expect(basis('--check')).toBe('');
  });
});

/** Forms that whole numbers take in a language; those of millions (Spanish, French) say nothing else than `other`. */
const forms = (tag: string): string[] => {
  const rules = new Intl.PluralRules(tag);
  return [...new Set(Array.from({ length: 1000 }, (_, n) => rules.select(n)))];
};

/** The plurals of a message that lack a form. One that has only `=0` and `other` writes units, which have one form. */
const lacking = (message: string, tag: string, all: readonly string[]): string[] => {
  const found: string[] = [];
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void =>
    parts.forEach((part) => {
      if (!('options' in part)) return;
      const has = Object.keys(part.options);
      const needed = has.includes('=0') ? all.filter((form) => form !== 'zero') : all;
      if ('pluralType' in part && has.some((form) => form !== 'other' && form !== '=0'))
        found.push(...needed.filter((form) => !has.includes(form)).map((form) => `${part.value}: ${form}`));
      Object.values(part.options).forEach(({ value }) => walk(value));
    });
  walk(new IntlMessageFormat(message, tag).getAst());
  return found;
};

/** Each term has one equivalent in a language (docs/translations.md). These are words that were used beside it. */
const OTHER_WORDS: Readonly<Record<string, RegExp>> = {
  ar: /مقرر|كتلة|كتل |تنبيه|متعلّم|مقاطع الفيديو|أول مرة/,
  'es-419': /\b(bloques?|avisos?|avance|media|tú|tu)\b|[«»]/i,
  fr: /\b(tentatives?|filières?|blocs?|juste|la première fois)\b| [:;?!»]|« /i,
  'zh-CN': /注册|报名|学员|观众|内容块|习题|(?<!离)开课|你(?!好)/,
};

/** Drafts follow the panels at some distance: English shows where a message is missing. `npm run i18n` lists those. */
const LEAST_TRANSLATED = 0.8;

describe.each(['ar', 'es-419', 'fr', 'zh-CN'])('%s', (tag) => {
  const catalogue = read<Record<string, string>>(`${tag}.json`);
  const { '@@status': status, ...messages } = catalogue;

  it('A catalogue of messages is marked as a draft nobody has reviewed', () =>
    expect(status).toMatch(/unreviewed draft/));

  it('A catalogue of messages has messages of ours only, in order, and most of them', () => {
    const ids = Object.keys(messages);
    expect(ids).toEqual(Object.keys(english).filter((id) => ids.includes(id)));
    expect(ids.length / Object.keys(english).length).toBeGreaterThan(LEAST_TRANSLATED);
  });

  it('A catalogue of messages has the same placeholders in every message', () => {
    const different = Object.entries(messages).filter(
      ([id, text]) => placeholders(text, tag).join() !== placeholders(english[id]?.defaultMessage ?? '', 'en').join(),
    );
    expect(different).toEqual([]);
  });

  it('A draft has every plural form of its language', () => {
    const all = forms(tag);
    expect(
      Object.entries(messages).flatMap(([id, text]) => lacking(text, tag, all).map((form) => `${id} ${form}`)),
    ).toEqual([]);
  });

  it('A draft has one word for a term', () => {
    const other = OTHER_WORDS[tag] ?? /^$/;
    // What a teacher writes to a learner speaks to one person, who is not a user of this page.
    const onPages = Object.entries(messages).filter(([id]) => !(tag === 'zh-CN' && id.startsWith('marginalia.draft.')));
    expect(onPages.filter(([, text]) => other.test(text))).toEqual([]);
  });
});
