import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

it('The catalogue i18n/en.json is what the sources say', () => {
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
});
