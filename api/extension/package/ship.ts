import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { createGunzip, gzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { LARGEST, PackageError, type Shipped, bundleSources, locate, nameOf } from './bundle';
import { CONTRACT } from '../manifest';

/** The description inside a packed extension. */
interface Description {
  readonly contract: number;
  readonly name: string;
  readonly version: string;
  readonly manifest: string;
}

/** @returns what `read` takes, as a .tgz */
export const packed = async ({ name, version, bundle, manifest, files }: Shipped): Promise<Buffer> => {
  const archive = pack();
  const description: Description = { contract: CONTRACT, name, version, manifest: manifest ?? '' };
  archive.entry({ name: 'extension/extension.json' }, JSON.stringify(description, null, 2));
  archive.entry({ name: 'extension/extension.mjs' }, bundle);
  for (const [path, text] of Object.entries(files)) archive.entry({ name: `extension/${path}` }, text);
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
  try {
    for await (const entry of entries) {
      const own = entry.header.name.replace(/^[^/]+\//, '');
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of entry) {
        size += (piece as Buffer).length;
        if (size > 2 * LARGEST) throw new PackageError(`${path}: ${own} is too large.`);
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
  const { contract, name, version, manifest } = JSON.parse(text) as Description;
  if (contract !== CONTRACT)
    throw new PackageError(
      `${path} was made for version ${contract} of the agreement; this is version ${CONTRACT}. Pack it again, or upgrade Marginalia.`,
    );
  if (bundle.length > LARGEST)
    throw new PackageError(
      `The bundle has ${Math.ceil(bundle.length / 1024)} kB; at most ${LARGEST / 1024} kB are allowed.`,
    );
  const pages = [...files].filter(([own]) => own.endsWith('.html'));
  return { name: nameOf(name), version: String(version), bundle, manifest, files: Object.fromEntries(pages) };
};

const fromNpm = async (what: string): Promise<Shipped> => {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-npm-'));
  try {
    await promisify(execFile)('npm', ['pack', what, '--pack-destination', folder, '--ignore-scripts'], { cwd: folder });
    const [file] = readdirSync(folder);
    if (!file) throw new PackageError(`npm has no ${what}.`);
    return await readPacked(join(folder, file));
  } catch (error) {
    if (error instanceof PackageError) throw error;
    throw new PackageError(`npm could not fetch ${what}: ${(error as Error).message.split('\n')[0] ?? ''}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
