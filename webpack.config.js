// The pages that the API serves, built with the bundler that hosts use: the instructor's own, and the demo, a stand-in for
// the Authoring MFE around the plugin. The npm package is built by esbuild.config.mjs.
const { readFileSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const MiniCssExtractPlugin = require('mini-css-extract-plugin');
const webpack = require('webpack');

/** `NAME=value` lines; what starts with # is a comment. */
const readEnv = (file) =>
  Object.fromEntries(
    readFileSync(resolve(__dirname, file), 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** The page of an entry, with the hashed names in it. */
class Page {
  constructor(entry, html, name) {
    Object.assign(this, { entry, html, name });
  }

  apply(compiler) {
    compiler.hooks.afterEmit.tap('Page', (compilation) => {
      const files = compilation.entrypoints.get(this.entry).getFiles();
      const styles = files.filter((file) => file.endsWith('.css'));
      const scripts = files.filter((file) => file.endsWith('.js'));
      const html = readFileSync(resolve(__dirname, this.html), 'utf8').replace(
        '</head>',
        [
          ...styles.map((file) => `    <link rel="stylesheet" href="/${file}" />`),
          ...scripts.map((file) => `    <script defer src="/${file}"></script>`),
          '  </head>',
        ].join('\n'),
      );
      writeFileSync(join(compiler.outputPath, this.name), html);
    });
  }
}

module.exports = {
  mode: 'production',
  devtool: 'source-map',
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        loader: 'swc-loader',
        options: {
          swcrc: false,
          jsc: {
            target: 'es2020',
            parser: { syntax: 'typescript', tsx: true },
            transform: { react: { runtime: 'automatic' } },
          },
        },
      },
      {
        test: /messages\.ts$/,
        include: resolve(__dirname, 'src'),
        loader: resolve(__dirname, 'i18n/strip-descriptions.cjs'),
      },
      {
        test: /\.s?css$/,
        use: [
          MiniCssExtractPlugin.loader,
          // Paragon reads its breakpoints from a module's default export.
          { loader: 'css-loader', options: { modules: { auto: true, namedExport: false } } },
          'sass-loader',
        ],
        sideEffects: true,
      },
      { test: /\.(svg|png|jpe?g|gif|woff2?)$/, type: 'asset/resource', generator: { filename: 'assets/[hash][ext]' } },
    ],
  },
  performance: false,
  // Studio's own modules are not there in the demo, which the file that asks for them reckons with.
  ignoreWarnings: [{ module: /slots\/authoring\/host-modules\.cjs$/, message: /CourseAuthoring/ }],
  stats: 'errors-warnings',
  entry: { demo: './src/harness/index.tsx', instructor: './src/page/index.tsx' },
  resolve: {
    extensions: ['.tsx', '.ts', '.mjs', '.js', '.json'],
    alias: {
      // frontend-platform imports the operator's configuration by this name; the demo sets its own at run time.
      'env.config': resolve(__dirname, 'src/harness/env-config.ts'),
      'react-intl$': require.resolve('react-intl'),
    },
  },
  output: {
    path: resolve(__dirname, 'api/dist/pages'),
    publicPath: '/',
    filename: 'assets/[name].[contenthash:8].js',
    clean: true,
  },
  plugins: [
    new MiniCssExtractPlugin({ filename: 'assets/[name].[contenthash:8].css' }),
    new webpack.DefinePlugin({
      'process.env': JSON.stringify({ NODE_ENV: 'production', ...readEnv('.env.development') }),
      PARAGON_THEME: 'undefined',
    }),
    new Page('demo', 'src/harness/index.html', 'index.html'),
    new Page('instructor', 'src/page/index.html', 'instructor.html'),
  ],
};
