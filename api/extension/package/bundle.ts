import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { packageFolder } from '../../lib/package';

/** Larger bundles are refused: whatever is in one is read before each course. */
export const LARGEST = 512 * 1024;

/** An extension cannot be made of what was named; the message says what to do. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

/** An extension as it is shipped. */
export interface Shipped {
  /** `acme/time-on-task`: who it is from, and which one. */
  readonly name: string;
  readonly version: string;
  readonly bundle: string;
  /** What the shipped description says; null: made from sources just now. */
  readonly manifest: string | null;
  /** Files named by html views, by path. */
  readonly files: Readonly<Record<string, string>>;
}

interface PackageJson {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly main?: unknown;
}

const NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** `@acme/time-on-task` is `acme/time-on-task`, `hello` is `hello/hello`. @throws PackageError */
export const nameOf = (packageName: string): string => {
  const [scope = '', own = scope] = packageName.replace(/^@/, '').split('/');
  if (!NAME.test(scope) || !NAME.test(own)) {
    throw new PackageError(
      `"${packageName}" cannot be the name of an extension: use small letters, digits and hyphens, as in @acme/time-on-task.`,
    );
  }
  return `${scope}/${own}`;
};

/** The first part of every id of an extension. */
export const scopeOf = (name: string): string => name.split('/')[0] ?? name;

/**
 * A folder or a file of sources. Where it is not there, `examples/…` and `marginalia/…` name those that come with
 * Marginalia.
 * @throws PackageError
 */
export const locate = (path: string): string => {
  const found = resolve(path);
  if (existsSync(found)) return found;
  const [, from = '', own = ''] = /^(?:.*\/)?(examples|marginalia)\/([a-z0-9-]+)\/?$/.exec(path) ?? [];
  const shipped = join(packageFolder(), 'extension', from === 'examples' ? from : 'bundled', own);
  if (own !== '' && existsSync(shipped)) return shipped;
  throw new PackageError(
    `${path} is not there. Name a folder, a file that \`marginalia extension pack\` made, or npm:@scope/name.`,
  );
};

const readPackage = (folder: string): PackageJson => {
  const path = join(folder, 'package.json');
  if (!existsSync(path))
    throw new PackageError(
      `${folder} has no package.json. \`marginalia extension new NAME\` makes a folder that has one.`,
    );
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PackageJson;
  } catch (error) {
    throw new PackageError(`${path} is not JSON: ${(error as Error).message}`);
  }
};

const ENTRIES = ['extension.ts', 'extension.js', 'index.ts', 'index.js'];

/** The file of sources in a folder. @throws PackageError */
export const entryOf = (folder: string): string => {
  const { main } = readPackage(folder);
  const named = typeof main === 'string' ? [main] : [];
  const entry = [...named, ...ENTRIES].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (!entry)
    throw new PackageError(
      `${folder} has none of ${ENTRIES.join(', ')}; "main" in package.json may name another file.`,
    );
  return entry;
};

/**
 * Makes one file of an author's sources and of the packages they use.
 * @param path a folder with package.json, or one file, which is named after itself
 * @throws PackageError
 */
export const bundleSources = async (path: string): Promise<Shipped> => {
  const isFile = statSync(path).isFile();
  const folder = isFile ? dirname(path) : path;
  const entry = isFile ? path : entryOf(path);
  const { name, version } = isFile ? { name: basename(path, extname(path)), version: '0.0.0' } : readPackage(path);
  const bundle = await build(entry);
  checkSize(bundle);
  return {
    name: nameOf(String(name)),
    version: typeof version === 'string' ? version : '0.0.0',
    bundle,
    manifest: null,
    files: htmlIn(folder, bundle),
  };
};

/** @throws PackageError */
export const checkSize = (bundle: string): void => {
  const size = Buffer.byteLength(bundle);
  if (size > LARGEST)
    throw new PackageError(
      `The bundle has ${Math.ceil(size / 1024)} kB; at most ${LARGEST / 1024} kB are allowed. Use smaller packages, and leave out what is not needed.`,
    );
};

/** Pages that views name stand beside the sources. */
const htmlIn = (folder: string, bundle: string): Record<string, string> =>
  Object.fromEntries(
    [...bundle.matchAll(/html:\s*"([\w./-]+\.html)"/g)]
      .map(([, name = '']) => [name, join(folder, name)] as const)
      .filter(([name, path]) => !name.includes('..') && existsSync(path))
      .map(([name, path]) => [name, readFileSync(path, 'utf8')]),
  );

const build = async (entry: string): Promise<string> => {
  const api = packageFolder();
  const sdk = join(api, 'extension-sdk');
  const esbuild = await import('esbuild');
  const once = async (withSchemas: boolean): Promise<{ text: string; usesZod: boolean }> => {
    try {
      const result = await esbuild.build({
        stdin: { contents: entryText(entry, withSchemas), resolveDir: api, sourcefile: 'marginalia-entry.js' },
        bundle: true,
        write: false,
        metafile: true,
        format: 'iife',
        globalName: 'extension',
        target: 'es2022',
        platform: 'neutral',
        mainFields: ['module', 'main'],
        charset: 'utf8',
        legalComments: 'none',
        minifySyntax: true,
        // with white space come comments that say where the files lie: the same sources are the same bytes anywhere
        minifyWhitespace: true,
        logLevel: 'silent',
        alias: {
          '@marginalia/extension/describe': join(sdk, 'describe.ts'),
          '@marginalia/extension': join(sdk, 'index.ts'),
        },
        nodePaths: [join(api, 'node_modules'), join(api, '..', 'node_modules')],
      });
      return {
        text: result.outputFiles[0]?.text ?? '',
        usesZod: Object.entries(result.metafile.outputs).some(([, { inputs }]) =>
          Object.entries(inputs).some(
            ([name, { bytesInOutput }]) => bytesInOutput > 0 && /node_modules\/zod\//.test(name),
          ),
        ),
      };
    } catch (error) {
      const { errors } = error as { errors?: { text: string; location?: { file: string; line: number } | null }[] };
      const [first] = errors ?? [];
      if (!first) throw error;
      const where = first.location ? `${first.location.file}:${first.location.line}: ` : '';
      const isNode = /Could not resolve "(node:|fs|path|http|https|child_process|net|os|crypto)/.test(first.text);
      const missing = /^Could not resolve "([^"./][^"]*)"/.exec(first.text)?.[1];
      const remedy = isNode
        ? '. An extension has no Node API: no files, no network, no processes.'
        : missing === undefined
          ? ''
          : `. Install it beside the extension: npm install ${missing}`;
      throw new PackageError(`${where}${first.text}${remedy}`);
    }
  };
  const plain = await once(false);
  return plain.usesZod ? (await once(true)).text : plain.text;
};

/** Schemas are described only where there are any: the package that does it is large. */
const entryText = (entry: string, withSchemas: boolean): string => `
import * as module from ${JSON.stringify(entry)};
import { definitionsIn, describe as say } from '@marginalia/extension/describe';
${withSchemas ? "import { toJSONSchema } from 'zod/mini';" : ''}
export const definitions = definitionsIn(module);
export const describe = () => say(module${withSchemas ? ", (schema) => toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })" : ''});
`;
