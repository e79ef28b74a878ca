// Runs inside the builds of micro-frontends, with Node's own modules only. It never fails: without the plugin there is an
// empty one of its name, and what is said in the build log.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { MARGINALIA_PLUGIN: plugin, MARGINALIA_PLUGIN_SHA256: checksum, NPM_REGISTRY: registry } = process.env;
const ARCHIVE = '/tmp/marginalia-plugin.tgz';

const bytesOf = async (address) => {
  if (address.startsWith('file:')) return readFileSync(join('/marginalia-context', address.slice('file:'.length)));
  const response = await fetch(address);
  if (!response.ok) throw new Error(`it answers ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
};

/** What npm is to install: a package by its name, or an archive that is the one that was meant. */
const checked = async () => {
  if (!/^(https?|file):/.test(plugin)) return plugin;
  if (!checksum) throw new Error('MARGINALIA_PLUGIN_SHA256 is not set, and an archive is only taken with its checksum');
  const bytes = await bytesOf(plugin);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== checksum.toLowerCase()) throw new Error(`its SHA-256 is ${found}, not ${checksum}`);
  writeFileSync(ARCHIVE, bytes);
  return ARCHIVE;
};

const install = async () => {
  const args = ['install', '--no-audit', '--no-fund', ...(registry ? [`--registry=${registry}`] : []), await checked()];
  const { status, error } = spawnSync('npm', args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(error?.message ?? `npm ended with status ${status}`);
};

/** A package that adds nothing, for the imports that name it. */
const writeEmpty = () => {
  const folder = 'node_modules/@marginalia/plugin';
  mkdirSync(folder, { recursive: true });
  const files = {
    'package.json': JSON.stringify({
      name: '@marginalia/plugin',
      version: '0.0.0',
      type: 'module',
      exports: {
        '.': { types: './index.d.ts', default: './index.js' },
        './frontend-base': { types: './frontend-base.d.ts', default: './frontend-base.js' },
      },
    }),
    'index.js': 'export {};\n',
    'index.d.ts': 'export {};\n',
    'frontend-base.js': "export default { appId: 'marginalia.absent' };\n",
    'frontend-base.d.ts': 'declare const app: { appId: string };\nexport default app;\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

if (!plugin) writeEmpty();
else {
  try {
    await install();
  } catch (error) {
    console.error(`\nMarginalia is NOT in this build: ${plugin} cannot be installed: ${error.message}\n`);
    writeEmpty();
  }
}
