// Two builds. `--env target=plugin`: the npm package, an ES module that leaves everything the host has to the host.
// `--env target=demo`: a page with a stand-in for the Authoring MFE around the plugin.
const { copyFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { gzipSync } = require('node:zlib');
const MiniCssExtractPlugin = require('mini-css-extract-plugin');
const webpack = require('webpack');

/** What is a file of its own in the package, fetched when it is needed, by what the sources import. */
const LATER = {
  [resolve(__dirname, 'src/charts')]: 'charts',
  [resolve(__dirname, 'i18n/ar')]: 'messages.ar',
  [resolve(__dirname, 'i18n/es-419')]: 'messages.es-419',
};
/** The host's copies: two of any of these in one page break it. */
const PEERS =
  /^(react|react-dom|@openedx\/paragon|@edx\/frontend-platform|@tanstack\/react-query|@openedx\/frontend-plugin-framework)(\/.*)?$/;
/** In bytes, gzipped: what the budget of the host's page allows. */
const BUDGET = { 'index.js': 40_000, 'charts.js': 130_000 };

const base = {
  mode: 'production',
  devtool: 'source-map',
  resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js', '.json'] },
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
  stats: 'errors-warnings',
};

/** Prints what each file weighs and fails where one is over its budget. */
class Sizes {
  apply(compiler) {
    compiler.hooks.afterEmit.tap('Sizes', (compilation) => {
      for (const name of Object.keys(compilation.assets).filter((file) => /\.(js|css)$/.test(file))) {
        const size = gzipSync(readFileSync(join(compiler.outputPath, name))).length;
        const limit = BUDGET[name];
        const of = limit === undefined ? '' : ` of at most ${(limit / 1000).toFixed(0)} kB`;
        console.log(`${name}: ${(size / 1000).toFixed(1)} kB gzip${of}`);
        if (limit !== undefined && size > limit) {
          compilation.errors.push(new webpack.WebpackError(`${name} is over its budget: ${size} bytes gzip`));
        }
      }
    });
  }
}

/** What the package ships as it stands: the hand-written types, and what only the host's own build can resolve. */
class AsItStands {
  apply(compiler) {
    compiler.hooks.afterEmit.tap('AsItStands', () => {
      mkdirSync(compiler.outputPath, { recursive: true });
      copyFileSync(resolve(__dirname, 'src/public.d.ts'), join(compiler.outputPath, 'index.d.ts'));
      copyFileSync(
        resolve(__dirname, 'src/slots/authoring/host-modules.cjs'),
        join(compiler.outputPath, 'host-modules.cjs'),
      );
    });
  }
}

const laterName = ({ context, request }) => (request.startsWith('.') ? LATER[resolve(context, request)] : undefined);

const plugin = {
  ...base,
  name: 'plugin',
  // Every file stands alone: the host's bundler is the one that makes chunks.
  entry: { index: './src/index.ts', ...Object.fromEntries(Object.entries(LATER).map(([file, name]) => [name, file])) },
  experiments: { outputModule: true },
  externalsType: 'module-import',
  externals: [
    PEERS,
    (data, callback) => {
      const { contextInfo } = data;
      if (data.request.endsWith('/host-modules.cjs')) {
        callback(null, './host-modules.cjs');
        return;
      }
      // As an entry it is the thing to build; where it is imported it is a file of its own.
      const name = contextInfo?.issuer ? laterName(data) : undefined;
      if (name === undefined) callback();
      else callback(null, `./${name}.js`);
    },
  ],
  output: {
    path: resolve(__dirname, 'dist'),
    filename: '[name].js',
    library: { type: 'module' },
    module: true,
    environment: { dynamicImport: true, module: true },
  },
  optimization: { runtimeChunk: false, splitChunks: false },
  plugins: [
    new MiniCssExtractPlugin({ filename: '[name].css' }),
    // The host loads the styles with the code: nobody has to remember a second import.
    new webpack.BannerPlugin({ banner: "import './index.css';", raw: true, test: /^index\.js$/ }),
    new AsItStands(),
    new Sizes(),
  ],
};

/** `NAME=value` lines; what starts with # is a comment. */
const readEnv = (file) =>
  Object.fromEntries(
    readFileSync(resolve(__dirname, file), 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** index.html with the hashed names in it. */
class Page {
  apply(compiler) {
    compiler.hooks.afterEmit.tap('Page', (compilation) => {
      const files = compilation.entrypoints.get('demo').getFiles();
      const styles = files.filter((file) => file.endsWith('.css'));
      const scripts = files.filter((file) => file.endsWith('.js'));
      const html = readFileSync(resolve(__dirname, 'src/harness/index.html'), 'utf8').replace(
        '</head>',
        [
          ...styles.map((file) => `    <link rel="stylesheet" href="/${file}" />`),
          ...scripts.map((file) => `    <script defer src="/${file}"></script>`),
          '  </head>',
        ].join('\n'),
      );
      writeFileSync(join(compiler.outputPath, 'index.html'), html);
    });
  }
}

const demo = () => ({
  ...base,
  name: 'demo',
  entry: { demo: './src/harness/index.tsx' },
  resolve: {
    ...base.resolve,
    alias: {
      // frontend-platform imports the operator's configuration by this name; the demo sets its own at run time.
      'env.config': resolve(__dirname, 'src/harness/env-config.ts'),
      'react-intl$': require.resolve('react-intl'),
    },
  },
  output: {
    path: resolve(__dirname, 'dist/demo'),
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
    new Page(),
  ],
});

module.exports = ({ target } = {}) => {
  if (target === 'plugin') return plugin;
  if (target === 'demo') return demo();
  throw new Error('Say what to build: webpack --env target=plugin or --env target=demo');
};
