import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { packageFolder } from '../../lib/package';

/** How the sources of extensions are checked; the closed machine has no page and no Node. @param from the folder of tsconfig.json */
export const typeSettings = (from: string): object => ({
  strict: true,
  noEmit: true,
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'ESNext',
  moduleResolution: 'Bundler',
  types: [],
  skipLibCheck: true,
  paths: { '@marginalia/extension': [relative(from, join(packageFolder(), 'extension-sdk', 'index.ts'))] },
});

/** The compiler beside the sources, or where the command is typed; null: there is none. */
const compiler = (folder: string): string | null => {
  for (const from of [folder, process.cwd()])
    try {
      const found = createRequire(join(from, 'package.json')).resolve('typescript/package.json');
      const { bin } = JSON.parse(readFileSync(found, 'utf8')) as { bin: { tsc: string } };
      return join(dirname(found), bin.tsc);
    } catch {
      // the next place
    }
  return null;
};

/** What the author's own TypeScript says of the sources, a line each; null: there is none that runs. */
export const typeProblems = (folder: string, entry: string): string[] | null => {
  const tsc = compiler(folder);
  if (tsc === null) return null;
  const work = mkdtempSync(join(tmpdir(), 'marginalia-types-'));
  try {
    const settings = join(work, 'tsconfig.json');
    writeFileSync(settings, JSON.stringify({ compilerOptions: typeSettings(work), files: [entry] }));
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', settings, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status === 0) return [];
    const found = stdout.split('\n').filter((line) => /error TS\d+/.test(line));
    return found.length === 0 ? null : found;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
