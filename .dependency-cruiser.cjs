/**
 * Which folder may import which, types counted, and that no import goes round in a circle. `npm run lint` checks it;
 * docs/decisions/0008 has the reasons. Folders stand in order: each may import only from what stands above it.
 */
const API = {
  contract: [],
  lib: ['contract'],
  config: ['contract', 'lib'],
  facts: ['contract', 'lib'],
  store: ['facts', 'config', 'contract', 'lib'],
  'observability/instruments': [],
  observability: ['store', 'lib'],
  auth: ['config', 'observability', 'contract', 'lib'],
  'pipeline/transform': ['lib'],
  'pipeline/ingest': ['observability/instruments', 'store', 'facts', 'lib'],
  'pipeline/lrs': ['config/shortcuts', 'observability/instruments', 'pipeline/ingest', 'store', 'facts', 'lib'],
  'pipeline/structure': ['observability/instruments', 'pipeline/ingest', 'store', 'facts', 'contract', 'lib'],
  'pipeline/sink': ['observability/instruments', 'pipeline/structure', 'pipeline/ingest', 'store', 'lib'],
  'pipeline/tracking': ['observability/instruments', 'pipeline/ingest', 'pipeline/transform', 'store', 'config', 'lib'],
  'pipeline/bus': [
    'observability/instruments',
    'pipeline/tracking',
    'pipeline/ingest',
    'pipeline/transform',
    'store',
    'lib',
  ],
  'metrics/kit': ['store', 'facts', 'auth/scope', 'contract', 'lib'],
  'metrics/problem': ['metrics/kit', 'store', 'facts', 'auth/scope', 'config', 'contract', 'lib'],
  'metrics/video': ['metrics/kit', 'store', 'facts', 'auth/scope', 'config', 'contract', 'lib'],
  'metrics/attention': [
    'metrics/problem',
    'metrics/video',
    'metrics/kit',
    'store',
    'facts',
    'auth/scope',
    'contract',
    'lib',
  ],
  'metrics/outline': [
    'metrics/attention',
    'metrics/problem',
    'metrics/video',
    'metrics/kit',
    'store',
    'facts',
    'auth/scope',
    'contract',
    'lib',
  ],
  'metrics/class': [
    'observability/instruments',
    'metrics/outline',
    'metrics/attention',
    'metrics/kit',
    'store',
    'facts',
    'auth/scope',
    'config',
    'contract',
    'lib',
  ],
  'metrics/learners': [
    'metrics/class',
    'metrics/outline',
    'metrics/attention',
    'metrics/kit',
    'store',
    'facts',
    'auth/scope',
    'config',
    'contract',
    'lib',
  ],
  'extension-sdk': [],
  client: [],
  extension: ['extension-sdk', 'metrics', 'store', 'facts', 'auth/scope', 'config', 'contract', 'lib'],
  worker: [
    'observability',
    'extension',
    'metrics',
    'pipeline/ingest',
    'pipeline/structure',
    'store',
    'facts',
    'config',
    'contract',
    'lib',
  ],
  retirement: ['observability/instruments', 'worker', 'pipeline', 'store', 'config', 'lib'],
  http: [
    'extension',
    'metrics',
    'retirement',
    'pipeline/lrs',
    'pipeline/sink',
    'auth',
    'store',
    'observability',
    'config',
    'contract',
    'lib',
  ],
  demo: ['pipeline/transform', 'lib'],
};
const PLUGIN = {
  lib: [],
  charts: ['lib'],
  ui: ['lib'],
  host: ['lib', 'contract', 'i18n'],
  panels: ['charts', 'ui', 'host', 'lib', 'contract'],
  features: ['panels', 'charts', 'ui', 'host', 'lib', 'contract'],
  slots: ['features', 'panels', 'host', 'lib', 'contract'],
  page: ['slots', 'ui'],
  harness: ['index.ts', 'slots', 'features', 'panels', 'host', 'ui', 'lib', 'contract', 'i18n'],
};
/** Packages that one folder wraps for all others. */
const WRAPPED = [
  { packages: '@clickhouse/client|chdb', only: '^api/store/', why: 'Only api/store talks to the database driver.' },
  { packages: 'recharts', only: '^src/charts/', why: 'Only src/charts draws with recharts.' },
  {
    packages: '@edx/frontend-platform(?!/i18n)',
    only: '^src/(host|page|harness)/',
    why: 'Only src/host talks to the shell (its i18n is free to use).',
  },
  {
    packages: '@openedx/frontend-base',
    only: '^src/(host/|slots/|frontend-base|public)',
    why: 'Only src/host and src/slots do.',
  },
];

const OURS = '^(api|src|i18n|test)/';
const inApi = (folder) => `^api/${folder}(/|\\.ts$)`;
const inSrc = (folder) => {
  if (folder === 'contract') return inApi('contract');
  if (folder === 'i18n') return '^i18n/';
  return folder.includes('.') ? `^src/${folder.replace('.', '\\.')}$` : `^src/${folder}/`;
};
const boundaries = (table, place) =>
  Object.entries(table).map(([folder, may]) => ({
    name: `${place(folder)
      .replace(/[^a-z0-9/]/gi, '')
      .replace('ts', '')} imports`,
    severity: 'error',
    comment: `May import ${may.length > 0 ? may.join(', ') : 'no other folder'}.`,
    from: { path: place(folder) },
    to: { path: OURS, pathNot: [folder, ...may].map(place) },
  }));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    ...boundaries(API, inApi),
    ...boundaries(PLUGIN, inSrc),
    {
      name: 'the plugin never imports the API',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^api/', pathNot: '^api/contract/' },
    },
    {
      name: 'the API never imports the plugin',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'only the command line loads the demo',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/(cli|demo)/' },
      to: { path: '^api/demo/' },
    },
    {
      name: 'features know one another by index or lazy entry',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: {
        path: '^src/features/[^/]+/.+',
        pathNot: ['^src/features/$1/', '^src/features/[^/]+/(index|lazy)\\.tsx?$'],
      },
    },
    {
      name: 'others know a feature by index or lazy entry',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/features/' },
      to: { path: '^src/features/[^/]+/.+', pathNot: '^src/features/[^/]+/(index|lazy)\\.tsx?$' },
    },
    {
      name: 'features and panels know the host by its port',
      severity: 'error',
      from: { path: '^src/(features|panels)/' },
      to: { path: '^src/host/', pathNot: '^src/host/(port|query|api)\\.tsx?$' },
    },
    {
      name: 'the plugin runs in a browser',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no server packages in the plugin',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '(^|node_modules/)(fastify|@fastify/|commander|pino|prom-client|jose|csv-|tar-stream|saxes)' },
    },
    ...WRAPPED.map(({ packages, only, why }) => ({
      name: why,
      severity: 'error',
      from: { path: '^(api|src)/', pathNot: only },
      to: { path: `(^|node_modules/)(${packages})` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'default', 'types'] },
  },
};
