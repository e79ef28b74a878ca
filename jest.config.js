// Three projects. `node`: pure code, queries on the real engine, HTTP. `jsdom`: components. `browser`: Chromium against
// a running demo, in band and after the others (test/run.mjs sees to that).
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser, transform: { react: { runtime: 'automatic' } } },
    module: { type: 'commonjs' },
  },
];

/** Packages that are published as ES modules only; Jest runs CommonJS, so they go through swc like our own files. */
const ES_MODULES_ONLY = ['@edx', '@openedx', 'content-disposition', 'cookie', 'flesch-kincaid', 'jose', 'syllable'];

const shared = {
  rootDir: __dirname,
  // Built packages carry package.json files of the same names.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/api/dist/'],
  transform: {
    '\\.tsx$': swc({ syntax: 'typescript', tsx: true }),
    '\\.ts$': swc({ syntax: 'typescript' }),
    '\\.[cm]?jsx?$': swc({ syntax: 'ecmascript', jsx: true }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES_ONLY.join('|')})/)`],
};

const webSetup = join(__dirname, 'test', 'support-web', 'setup.ts');

/** @type {import('jest').Config} */
module.exports = {
  // The embedded engine wants processes of its own: never set workerThreads.
  maxWorkers: 2,
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
    },
    {
      ...shared,
      displayName: 'jsdom',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/**/*.test.tsx'],
      setupFilesAfterEnv: existsSync(webSetup) ? [webSetup] : [],
      moduleNameMapper: {
        '\\.(s?css|svg|png|jpg|gif)$': '<rootDir>/test/support/empty.js',
        // The host's build supplies this module to frontend-platform.
        '^env\\.config$': '<rootDir>/test/support/empty.js',
      },
    },
    {
      ...shared,
      displayName: 'browser',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
    },
  ],
};
