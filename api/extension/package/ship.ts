import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { createGunzip, gzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { LARGEST, PackageError, type Shipped, bundleSources, checkSize, locate, nameOf } from './bundle';
import { CONTRACT } from '../manifest';

/** The description inside a packed extension. */
interface Description {
  readonly contract: number;
  readonly name: string;
  readonly version: string;
  readonly manifest: string;
}

/** @returns what `read` takes, as a .tgz, which `npm publish` takes as well */
const packed = async ({ name, version, bundle, manifest, files }: Shipped): Promise<Buffer> => {
  const archive = pack();
  const description: Description = { contract: CONTRACT, name, version, manifest: manifest ?? '' };
  archive.entry(
    { name: 'package/package.json' },
    JSON.stringify({ name: `@${name}`, version, type: 'module' }, null, 2),
  );
  archive.entry({ name: 'package/extension.json' }, JSON.stringify(description, null, 2));
  archive.entry({ name: 'package/extension.mjs' }, bundle);
  for (const [path, text] of Object.entries(files)) archive.entry({ name: `package/${path}` }, text);
  archive.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of archive) pieces.push(piece as Buffer);
  return gzipSync(Buffer.concat(pieces));
};

const readPacked = async (path: string): Promise<Shipped> => {
  const files = new Map<string, string>();
  const archive = extract();
  const entries = createReadStream(path)
    .pipe(createGunzip())
    .on('error', (error) => archive.destroy(error))
    .pipe(archive);
  let all = 0;
  try {
    for await (const entry of entries) {
      const own = entry.header.name.replace(/^[^/]+\//, '');
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of entry) {
        size += (piece as Buffer).length;
        all += (piece as Buffer).length;
        if (size > 2 * LARGEST || all > 4 * LARGEST)
          throw new PackageError(
            `${path}: ${size > 2 * LARGEST ? own : 'what is in it'} is too large. \`marginalia extension pack FOLDER\` makes a file that can be added.`,
          );
        pieces.push(piece as Buffer);
      }
      files.set(own, Buffer.concat(pieces).toString('utf8'));
    }
  } catch (error) {
    if (error instanceof PackageError) throw error;
    throw new PackageError(`${path} is no packed extension: ${(error as Error).message}`);
  }
  const text = files.get('extension.json');
  const bundle = files.get('extension.mjs');
  if (text === undefined || bundle === undefined) {
    throw new PackageError(
      `${path} has no extension.json and extension.mjs. \`marginalia extension pack FOLDER\` makes a file that has.`,
    );
  }
  const { contract, name, version, manifest } = descriptionIn(path, text);
  if (contract !== CONTRACT)
    throw new PackageError(
      `${path} was made for version ${contract} of the agreement; this is version ${CONTRACT}. Pack it again, or upgrade Marginalia.`,
    );
  checkSize(bundle);
  const pages = [...files].filter(([own]) => own.endsWith('.html'));
  return { name: nameOf(name), version: String(version), bundle, manifest, files: Object.fromEntries(pages) };
};

/** @throws PackageError */
const descriptionIn = (path: string, text: string): Description => {
  try {
    return JSON.parse(text) as Description;
  } catch (error) {
    throw new PackageError(`${path}: its extension.json is not JSON: ${(error as Error).message}`);
  }
};

/** A name that npm takes, of a version or of whatever is the latest; nothing that npm would take for a flag or a path. */
const NPM_NAME = /^@[a-z0-9][\w.-]*\/[a-z0-9][\w.-]*(@[\w.^~-]+)?$/;

const fromNpm = async (what: string): Promise<Shipped> => {
  if (!NPM_NAME.test(what))
    throw new PackageError(`npm:${what} is no name of a package: write it as npm:@acme/time-on-task@1.2.0.`);
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-npm-'));
  try {
    // Told to be silent, as by `npm run --silent`, npm says not even why it failed.
    const flags = ['--pack-destination', folder, '--ignore-scripts', '--loglevel=error'];
    await promisify(execFile)('npm', ['pack', what, ...flags], { cwd: folder });
    const [file] = readdirSync(folder);
    if (!file) throw new PackageError(`npm has no ${what}.`);
    return await readPacked(join(folder, file));
  } catch (error) {
    if (error instanceof PackageError)
      throw new PackageError(`npm:${what}: ${error.message.replace(`${folder}/`, '')}`);
    throw new PackageError(`npm could not fetch ${what}: ${whyOf(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The first line in which npm says what went wrong. */
const whyOf = (error: unknown): string => {
  const { stderr = '', message, code } = error as { stderr?: string; message: string; code?: unknown };
  if (code === 'ENOENT') return 'there is no npm on this machine. Fetch the file elsewhere, and add that.';
  const [first] = stderr.split('\n').flatMap((line) => /^npm (?:error|ERR!) (?!code )(.+)/.exec(line)?.[1] ?? []);
  return first ?? message.split('\n')[0] ?? '';
};

/** An extension from wherever it is: a folder or file of sources, a packed file, `npm:@acme/x@1.2.0`. @throws PackageError */
export const read = async (what: string): Promise<Shipped> => {
  if (what.startsWith('npm:')) return fromNpm(what.slice('npm:'.length));
  const path = locate(what);
  return /\.t(ar\.)?gz$/.test(path) ? readPacked(path) : bundleSources(path);
};

export const writePacked = async (shipped: Shipped, out: string | null): Promise<string> => {
  const path = out ?? `${basename(shipped.name)}-${shipped.version}.tgz`;
  writeFileSync(path, await packed(shipped));
  return path;
};
