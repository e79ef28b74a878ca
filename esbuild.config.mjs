// Builds the npm package into dist: one core, compiled once for each kind of host. `npm run build:plugin`.
//
//   index.js                 the Authoring MFE and its like, on @edx/frontend-platform
//   frontend-base/index.js   hosts on @openedx/frontend-base
//   styles.css               for both: loaded with the code that draws
//   */chunks                 what is fetched when it is needed: the panels, the charts, each translation
//
// All of it is plain JavaScript with literal `import()`s, so that the host's own bundler makes its chunks.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { compile } from 'sass';

const ROOT = dirname(fileURLToPath(import.meta.url));
const DIST = join(ROOT, 'dist');
const withoutDescriptions = createRequire(import.meta.url)('./i18n/strip-descriptions.cjs');

/** The host's copies: two of any of these in one page break it. */
const PEERS =
  /^(react|react-dom|react-router|react-router-dom|react-intl|@openedx\/(paragon|frontend-base|frontend-plugin-framework)|@edx\/frontend-platform|@tanstack\/react-query|CourseAuthoring)(\/.*)?$/;
/** In bytes, gzipped: what the budget of the host's page allows. */
const BUDGET = { first: 10_000, slots: 40_000, charts: 130_000 };

/** Names what only the build of the Authoring MFE can resolve, and is shipped as it stands, beside the entry. */
const HOST_MODULES = 'host-modules.cjs';

const ENTRIES = {
  authoring: { entry: 'src/index.ts', folder: '.', types: 'src/public.d.ts', rename: {}, styled: 'src/slots/all.ts' },
  'frontend-base': {
    entry: 'src/frontend-base.ts',
    folder: 'frontend-base',
    types: 'src/public-frontend-base.d.ts',
    // The site's other pages need neither our code nor our styles.
    styled: 'src/slots/InstructorTab.tsx',
    // Both give react-intl away; each host has it from its own foundation only.
    rename: { '@edx/frontend-platform/i18n': '@openedx/frontend-base' },
  },
};

const peers = (rename) => ({
  name: 'peers',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: PEERS }, ({ path, kind }) => {
      const wanted = rename[path] ?? path;
      // A require of something outside cannot be told in an ES module: it becomes an import in a module between.
      if (kind === 'require-call') return { path: wanted, namespace: 'required-peer' };
      return { path: wanted, external: true };
    });
    onLoad({ filter: /.*/, namespace: 'required-peer' }, ({ path }) => ({
      contents: `import * as peer from ${JSON.stringify(path)}; module.exports = peer;`,
      resolveDir: ROOT,
    }));
  },
});

/** Styles are a file of their own; notes for translators are of no use in a browser. */
const sources = {
  name: 'sources',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/host-modules\.cjs$/ }, () => ({ path: `./${HOST_MODULES}`, external: true }));
    onLoad({ filter: /\.s?css$/ }, () => ({ contents: '', loader: 'js' }));
    onLoad({ filter: /[\\/]src[\\/].*messages\.ts$/ }, ({ path }) => ({
      contents: withoutDescriptions(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** What a file of the output brings with it: itself and, recursively, what it imports at once. */
const closure = (outputs, file, seen = new Set()) => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind, external } of outputs[file].imports) {
    if (!external && kind === 'import-statement') closure(outputs, path, seen);
  }
  return seen;
};

const gzipped = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(join(ROOT, file))).length, 0);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB gzip`;

/** Weighs the first load and everything that may be fetched after it. Returns what is too heavy. */
const weigh = (name, outputs, entry) => {
  const first = closure(outputs, entry);
  const tooHeavy = [];
  const tell = (what, files, limit) => {
    const bytes = gzipped(files);
    console.log(`${name}: ${what}: ${kB(bytes)}${limit === undefined ? '' : ` of at most ${limit / 1000} kB`}`);
    if (limit !== undefined && bytes > limit) tooHeavy.push(`${name}: ${what} weighs ${bytes} bytes gzip`);
  };
  tell('first load', [...first], BUDGET.first);
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined || first.has(file) || !file.endsWith('.js')) continue;
    const own = [...closure(outputs, file)].filter((part) => !first.has(part));
    const charts = entryPoint.startsWith('src/charts/');
    if (charts) tell('charts', own, BUDGET.charts);
    else if (entryPoint === 'src/slots/all.ts') tell('first slot', own, BUDGET.slots);
    else if (!entryPoint.startsWith('i18n/')) tell(basename(entryPoint).replace(/\..*/, ''), own);
  }
  return tooHeavy;
};

const styles = async () => {
  const { css } = compile(join(ROOT, 'src/ui/marginalia.scss'));
  const { code } = await transform(css, {
    loader: 'css',
    minify: true,
    target: ['chrome111', 'firefox113', 'safari16.4'],
  });
  writeFileSync(join(DIST, 'styles.css'), code);
  console.log(`styles: ${kB(gzipSync(code).length)}`);
};

const compileFor = async (name) => {
  const { entry, folder, types, rename, styled } = ENTRIES[name];
  const outdir = join('dist', folder);
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { index: entry },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2020',
    jsx: 'automatic',
    minify: true,
    charset: 'utf8',
    sourcemap: 'linked',
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [peers(rename), sources],
  });
  const out = join(outdir, 'index.js');
  const weight = weigh(name, metafile.outputs, out);
  // The host loads the styles with the code: nobody has to remember a second import.
  const [drawn] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === styled);
  const to = relative(dirname(drawn), join('dist', 'styles.css'));
  writeFileSync(
    join(ROOT, drawn),
    `import '${to.startsWith('.') ? to : `./${to}`}';${readFileSync(join(ROOT, drawn), 'utf8')}`,
  );
  copyFileSync(join(ROOT, types), join(ROOT, outdir, 'index.d.ts'));
  const askForHost = Object.entries(metafile.outputs).filter(([, { imports }]) =>
    imports.some(({ path }) => path === `./${HOST_MODULES}`),
  );
  for (const [file] of askForHost)
    copyFileSync(join(ROOT, 'src/slots/authoring', HOST_MODULES), join(ROOT, dirname(file), HOST_MODULES));
  return weight;
};

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
await styles();
const tooHeavy = [...(await compileFor('authoring')), ...(await compileFor('frontend-base'))];
if (tooHeavy.length > 0) {
  console.error(`Over the budget of the host's page. ${tooHeavy.join('. ')}.`);
  process.exit(1);
}
