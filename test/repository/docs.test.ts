/** The documentation says what the code says, and its links lead somewhere. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Usage, parseCommand } from '../../api/cli/parseCommand';
import { SETTINGS } from '../../api/config/config';
import { ERRORS } from '@marginalia/contract';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Files below a place, without what is built or installed. */
const filesIn = (place: string): string[] =>
  readdirSync(join(root, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));

describe('docs/errors.md', () => {
  const sections = read('docs/errors.md').split(/^## /m).slice(1);

  it('The page docs/errors.md has one section per error of the catalogue, and no other', () => {
    const codes = sections.map((section) => section.slice(0, section.indexOf('\n')));
    expect(codes).toEqual(Object.keys(ERRORS));
  });

  it.each(Object.entries(ERRORS))(
    'The page docs/errors.md tells the status of %s, and whether to try again',
    (code, { status, retry }) => {
      const section = sections.find((text) => text.startsWith(`${code}\n`));
      expect(section).toContain(`Status ${status} · trying again ${retry ? 'may help' : 'does not help'}.`);
      expect(section).toMatch(/\*\*What happened\.\*\* \S/);
      expect(section).toMatch(/\*\*What to do\.\*\* \S/);
    },
  );
});

describe('docs/metrics.md', () => {
  it('The page docs/metrics.md is what the metric registry says', () => {
    const { status, stderr } = spawnSync(process.execPath, ['api/scripts/docs.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('settings and commands', () => {
  /** First cells of the tables of a page. */
  const firstCells = (page: string): string[] =>
    [...read(page).matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell]) => cell!);

  it('The page docs/settings.md has every setting of the environment once, and no other', () => {
    expect(firstCells('docs/settings.md').sort()).toEqual([...SETTINGS].sort());
  });

  it('The page docs/commands.md has every command in its table, and no other', () => {
    let help = '';
    try {
      parseCommand(['--help']);
    } catch (error) {
      if (error instanceof Usage) help = error.text;
    }
    const commands = [...help.split('Commands:')[1]!.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name!);
    const listed = firstCells('docs/commands.md').map((cell) => cell.split(' ')[0]!);
    expect([...new Set(listed)].sort()).toEqual(commands.filter((name) => name !== 'help').sort());
  });
});

describe('docs/architecture.md', () => {
  /** Folders in the first cells of the tables of one chapter. */
  const named = (from: string, to: string): string[] => {
    const text = read('docs/architecture.md');
    const chapter = text.slice(text.indexOf(from), text.indexOf(to));
    return [...chapter.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    );
  };
  const foldersOf = (place: string): string[] =>
    [
      ...new Set(
        filesIn(place).flatMap((path) =>
          path
            .slice(place.length + 1)
            .split('/')
            .slice(0, -1)
            .slice(0, 1),
        ),
      ),
    ].sort();

  it.each([
    ['api', 'In `api`', 'In `src`'],
    ['src', 'In `src`', 'In `test`'],
  ])('The page docs/architecture.md has every folder of %s in its table, and no other', (place, from, to) => {
    expect(named(from, to).sort()).toEqual(foldersOf(place));
  });

  it('The page docs/architecture.md has every folder of test that is not named as the one it tests', () => {
    const tested = new Set([...foldersOf('api'), ...foldersOf('src')]);
    expect(named('In `test`', '## The way of one statement').sort()).toEqual(
      foldersOf('test').filter((name) => !tested.has(name)),
    );
  });

  it('The page docs/architecture.md names files that are there', () => {
    const files = [...read('docs/architecture.md').matchAll(/`([\w./-]+\.(?:ts|mjs|cjs))`/g)].map(([, name]) => name!);
    const all = [...['api', 'src', 'test'].flatMap(filesIn), ...readdirSync(root)];
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((name) => !all.some((path) => path === name || path.endsWith(`/${name}`)))).toEqual([]);
  });
});

/** GitHub's anchors: lower case, punctuation dropped, spaces to hyphens. */
const anchors = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );

const pages = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? pages(join(folder, entry.name))
      : entry.name.endsWith('.md')
        ? [join(folder, entry.name)]
        : [],
  );

describe('links', () => {
  const all = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...pages('docs')];

  it.each(all)('The links of %s lead to files and headings of the repository', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target]) => target!);
    const dead = targets.filter((target) => {
      const [path, anchor] = target.split('#') as [string, string | undefined];
      const file = path === '' ? page : relative(root, join(root, dirname(page), decodeURIComponent(path)));
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchors(read(file)).includes(anchor);
    });
    expect(dead).toEqual([]);
  });
});
