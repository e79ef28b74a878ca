const formatjs = require('eslint-plugin-formatjs');
const jsxA11y = require('eslint-plugin-jsx-a11y');
const reactHooks = require('eslint-plugin-react-hooks');
const tseslint = require('typescript-eslint');

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
      // Loaded only where they are used: the embedded engine has a large native library, and a bus most sites have not.
      '@typescript-eslint/no-require-imports': ['error', { allow: ['^chdb', '^@redis/client$', '^avsc$'] }],
      // Types of rows and options are written either way; what matters is that they have one.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['api/**/*.ts'],
    ignores: ['api/metrics/kit/privacy/smallGroups.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['Identifier[name="minLearners"]', 'MemberExpression[property.name="minLearners"]'].map((threshold) => ({
          selector: `BinaryExpression[operator=/^[<>]=?$/] > ${threshold}`,
          message:
            'Ask api/metrics/kit/privacy/smallGroups.ts whether a group is small: nothing else compares with the threshold.',
        })),
      ],
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
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/lib/when.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'MemberExpression[property.name="formatRelativeTime"]',
          'ImportSpecifier[imported.name="FormattedRelativeTime"]',
        ].map((selector) => ({
          selector,
          message: 'Use src/ui/When.tsx: it says how long ago something was only up to a week, and then the date.',
        })),
      ],
    },
  },
  {
    // Makes messages out of the contract's metric definitions, which carry the words.
    files: ['src/panels/metrics.ts'],
    rules: { 'formatjs/enforce-description': 'off', 'formatjs/enforce-default-message': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // Tests say "this is there" about answers they have just made.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
);
