const formatjs = require('eslint-plugin-formatjs');
const jsxA11y = require('eslint-plugin-jsx-a11y');
const reactHooks = require('eslint-plugin-react-hooks');
const tseslint = require('typescript-eslint');

/**
 * What each folder may import from the other folders, and which restricted packages it may use. A folder's own files
 * are always allowed; `types` lists folders of which only types may be imported. docs/decisions/0008 has the reasons.
 */
const PLUGIN = {
  lib: {},
  contract: { packages: ['zod/mini'] },
  charts: { imports: ['lib'], packages: ['recharts'] },
  ui: { imports: ['lib'] },
  host: { imports: ['contract', 'lib', 'i18n'], packages: ['frontend-platform', 'frontend-base'] },
  features: { imports: ['charts', 'ui', 'host', 'contract', 'lib'] },
  slots: { imports: ['features', 'host', 'contract', 'lib'], packages: ['frontend-base'] },
  page: { imports: ['slots', 'ui'], packages: ['frontend-platform'] },
  // Its stories show the answers that the tests speak of.
  harness: {
    imports: ['slots', 'features', 'host', 'ui', 'lib', 'contract', 'i18n', 'test'],
    packages: ['frontend-platform'],
  },
};
const API = {
  lib: { imports: ['contract'], types: ['facts'] },
  config: { imports: ['contract', 'lrs'] },
  lrs: { imports: ['lib'], types: ['facts'] },
  privacy: { imports: ['contract', 'lib'] },
  facts: { imports: ['privacy', 'contract', 'lib'] },
  answers: { imports: ['facts', 'privacy', 'contract', 'lib'] },
  clickhouse: { imports: ['config', 'lib'], packages: ['driver'] },
  queries: { imports: ['clickhouse', 'contract', 'lib'], types: ['facts', 'auth', 'config'] },
  services: {
    imports: ['queries', 'answers', 'privacy', 'facts', 'structure', 'ingest', 'lrs', 'contract', 'lib'],
    types: ['auth', 'clickhouse', 'config'],
  },
  ingest: { imports: ['clickhouse', 'queries', 'transform', 'lib'], types: ['facts'] },
  transform: { imports: ['lib'] },
  tracking: { imports: ['transform', 'ingest', 'queries', 'lib'], types: ['clickhouse', 'config'] },
  structure: { imports: ['queries', 'facts', 'ingest', 'lib'], types: ['clickhouse'] },
  worker: { imports: ['clickhouse', 'queries', 'answers', 'facts', 'structure', 'contract', 'config', 'lib'] },
  retirement: { imports: ['clickhouse', 'queries', 'ingest', 'lrs', 'lib'], types: ['worker'] },
  auth: { imports: ['config', 'contract', 'observability', 'lib'] },
  http: { imports: ['services', 'auth', 'lrs', 'clickhouse', 'observability', 'contract', 'lib'], types: ['config'] },
};
/** Restricted packages by what they are: everybody else has to go through the folder that wraps them. */
const PACKAGES = {
  driver: { regex: '^(@clickhouse/|chdb($|/))', why: 'Only api/clickhouse talks to the database driver.' },
  'frontend-platform': {
    regex: '^@edx/frontend-platform(?!/i18n$)',
    why: 'Only src/host talks to the shell (its i18n is free to use).',
  },
  'frontend-base': {
    regex: '^@openedx/frontend-base($|/)',
    why: 'Only src/host and src/slots talk to frontend-base.',
  },
  recharts: { regex: '^recharts', why: 'Only src/charts draws with recharts.' },
};
const SERVER_PACKAGES = {
  regex: '^(node:|fastify|@fastify/|commander|pino|prom-client|jose|csv-parse|tar-stream|saxes)',
  message: 'The plugin runs in a browser: no server packages.',
};

const anyOf = (names) => `(${names.join('|')})`;
const packageRules = (allowed) =>
  Object.entries(PACKAGES)
    .filter(([name]) => !allowed.includes(name))
    .map(([, { regex, why }]) => ({ regex, message: why }));

/** Dynamic imports are not seen by no-restricted-imports; the same patterns as selectors. */
const restrict = (patterns, more = []) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
  'no-restricted-syntax': [
    'error',
    ...patterns
      .filter((pattern) => !pattern.allowTypeImports)
      .map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
        message,
      })),
    ...more,
  ],
});

/** The patterns that keep one folder of `all` to what `MAY` (PLUGIN or API) allows it. */
function boundary(folder, may, all) {
  const { imports = [], types = [] } = may;
  const others = all.filter((name) => name !== folder && !imports.includes(name));
  const closed = others.filter((name) => !types.includes(name));
  const says = `${folder} may import ${imports.length > 0 ? imports.join(', ') : 'no other folder'}.`;
  return [
    ...(closed.length > 0 ? [{ regex: `^(\\.\\./)+${anyOf(closed)}(/|$)`, message: says }] : []),
    ...(types.length > 0
      ? [{ regex: `^(\\.\\./)+${anyOf(types)}(/|$)`, message: `Only types: ${says}`, allowTypeImports: true }]
      : []),
  ];
}

const IN_SRC = [...Object.keys(PLUGIN), 'i18n', 'api', 'test'];
const IN_API = [...Object.keys(API), ...['cli', 'demo', 'observability', 'test']];

const CONTRACT_ONLY = {
  regex: `^(\\.\\./)+src/(?!contract(/|$))`,
  message: 'Of src, the API may import the contract only.',
};
const FEATURE_INSIDE = {
  regex: '^(\\.\\./)+features/[^/]+/(?!late$).+',
  message: 'Import a feature by its index, or by what it has to be fetched late.',
};

const pluginFolder = (folder, files = [`src/${folder}/**/*.{ts,tsx}`], more = []) => ({
  files,
  rules: restrict([
    ...boundary(folder, PLUGIN[folder], IN_SRC),
    ...packageRules(PLUGIN[folder].packages ?? []),
    SERVER_PACKAGES,
    ...(folder === 'features' ? [] : [FEATURE_INSIDE]),
    ...more,
  ]),
});
const sibling = (depth) => ({
  // What features share is no feature: its files may be named, so that a card need not bring what only panels use.
  regex: `^${'\\.\\./'.repeat(depth)}(?!shared/)[^./][^/]*/(?!late$).+`,
  message: 'Import a sibling feature by its index, or by what it has to be fetched late.',
});
const onlyThePort = {
  regex: '^(\\.\\./)+host/(?!(port|query|api)$)',
  message: 'Features know the host by its port only (host/port, host/api, host/query).',
};

const apiFolder = (folder) => ({
  files: [`api/${folder}/**/*.ts`, `api/${folder}.ts`],
  rules: restrict([
    ...boundary(folder, API[folder], IN_API),
    ...packageRules(API[folder].packages ?? []),
    CONTRACT_ONLY,
  ]),
});

module.exports = tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'coverage/**', '.marginalia/**', 'test/screenshots/**'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { ecmaVersion: 2023 },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'prefer-const': 'error', 'no-var': 'error', eqeqeq: 'error' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // The embedded engine is loaded only where it is used: its native library is large.
      '@typescript-eslint/no-require-imports': ['error', { allow: ['^chdb'] }],
      // Types of rows and options are written either way; what matters is that they have one.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.tsx'],
    plugins: { formatjs, 'react-hooks': reactHooks },
    extends: [jsxA11y.flatConfigs.recommended],
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'formatjs/enforce-description': ['error', 'literal'],
      'formatjs/enforce-default-message': ['error', 'literal'],
      'formatjs/enforce-placeholders': 'error',
      'formatjs/enforce-plural-rules': ['error', { other: true }],
      'formatjs/no-multiple-whitespaces': 'error',
      // A box that scrolls has to be reachable by keyboard.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['tabpanel', 'group', 'region'] }],
    },
  },
  {
    // Makes messages out of the contract's metric definitions, which carry the words.
    files: ['src/features/shared/metrics.ts'],
    rules: { 'formatjs/enforce-description': 'off', 'formatjs/enforce-default-message': 'off' },
  },
  {
    // What stands in no folder of its own: the package's entry.
    files: ['src/*.{ts,tsx}'],
    rules: restrict([
      { regex: '^(\\.\\./)+api(/|$)', message: 'The plugin never imports the API.' },
      ...packageRules(['frontend-base']),
      SERVER_PACKAGES,
    ]),
  },
  ...Object.keys(PLUGIN)
    .filter((folder) => folder !== 'features')
    .map((folder) => pluginFolder(folder)),
  pluginFolder('features', ['src/features/*/*.{ts,tsx}'], [sibling(1), onlyThePort]),
  pluginFolder('features', ['src/features/*/*/*.{ts,tsx}'], [sibling(2), onlyThePort]),
  {
    files: ['api/**/*.ts'],
    rules: restrict([
      ...packageRules([]),
      CONTRACT_ONLY,
      { regex: '^(\\.\\./)+demo(/|$)', message: 'Only the command line loads the demo.' },
    ]),
  },
  {
    files: ['api/cli/**/*.ts', 'api/demo/**/*.ts'],
    rules: restrict([...packageRules([]), CONTRACT_ONLY]),
  },
  ...Object.keys(API).map(apiFolder),
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // Tests say "this is there" about answers they have just made.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
);
