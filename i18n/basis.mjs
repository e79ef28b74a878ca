// Holds each draft to the English it was made from: basis.json has a short hash of both, message by message. Where English
// changed and a draft did not, the draft still says what English said before: basis.json stays as it is, and --check fails.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const read = (folder, file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 6);

/** The drafts of a folder, by language tag. */
export const readDrafts = (folder) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => /^[a-z]{2}(-\w+)?\.json$/.test(file) && file !== 'en.json')
      .sort()
      .map((file) => {
        const { '@@status': _, ...draft } = read(folder, file);
        return [file.replace('.json', ''), draft];
      }),
  );

/** The basis of all drafts as it is now, and per message the drafts that are behind; `still` are ids they still hold for. */
const settle = (before, english, drafts, still) => {
  const basis = {};
  const behind = {};
  for (const [id, { defaultMessage }] of Object.entries(english)) {
    const tags = Object.keys(drafts).filter((tag) => id in drafts[tag]);
    if (tags.length === 0) continue;
    const now = { en: hash(defaultMessage), ...Object.fromEntries(tags.map((tag) => [tag, hash(drafts[tag][id])])) };
    const was = before[id] ?? now;
    const untouched = was.en === now.en || still.includes(id) ? [] : tags.filter((tag) => was[tag] === now[tag]);
    basis[id] = untouched.length > 0 ? was : now;
    if (untouched.length > 0) behind[id] = untouched;
  }
  return { basis, behind };
};

/** A message is one line, so that two changes meet only where they are about the same message. */
const print = (basis) => {
  const lines = Object.entries(basis).map(([id, hashes]) => [
    id,
    Object.entries(hashes)
      .map(([tag, value]) => `${tag}:${value}`)
      .join(' '),
  ]);
  return `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`;
};

const parse = (text) =>
  Object.fromEntries(
    Object.entries(JSON.parse(text)).map(([id, line]) => [
      id,
      Object.fromEntries(line.split(' ').map((part) => part.split(':'))),
    ]),
  );

/** Writes basis.json (or with `check` only compares it). Answers what is wrong, a line each. */
export const keepBasis = (folder, { check = false, still = [] } = {}) => {
  const file = join(folder, 'basis.json');
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  const { basis, behind } = settle(parse(current), read(folder, 'en.json'), readDrafts(folder), still);
  const wrong = Object.entries(behind).map(([id, tags]) => `${id}: English changed, not ${tags.join(', ')}.`);
  if (wrong.length > 0) wrong.push('Bring them to it, or if all still say the same: npm run i18n -- --still <id> …');
  if (!check) writeFileSync(file, print(basis));
  else if (wrong.length === 0 && current !== print(basis))
    wrong.push('i18n/basis.json is out of date: run npm run i18n');
  return wrong;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...args] = process.argv.slice(2);
  const at = args.indexOf('--still');
  const wrong = keepBasis(resolve(folder), {
    check: args.includes('--check'),
    still: at === -1 ? [] : args.slice(at + 1),
  });
  wrong.forEach((line) => console.error(line));
  process.exit(wrong.length > 0 ? 1 : 0);
}
