/*
 * Bundles the server: our TypeScript through swc (Nest and TypeORM need decorator metadata, which esbuild
 * does not write), everything into a few files through esbuild. One bundle instead of 700 files halves the
 * time to start and the memory (docs/decisions/0005-one-bundle.md).
 */
import { readFile, rm } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { transform } from '@swc/core';
import { swcOptions } from './swc-options.mjs';
import { inRoot } from './root.mjs';

/** Found at run time if at all: native code, and optional parts of Nest and TypeORM that we do not use. */
const EXTERNAL = [
  'better-sqlite3',
  'pino-pretty',
  ...[
    '@google-cloud/spanner',
    '@sap/hana-client',
    '@sap/hana-client/extension/Stream',
    'hdb-pool',
    'ioredis',
    'mongodb',
  ],
  ...[
    'mssql',
    'mysql',
    'mysql2',
    'oracledb',
    'pg',
    'pg-native',
    'pg-query-stream',
    'react-native-sqlite-storage',
  ],
  ...['redis', 'sql.js', 'sqlite3', 'typeorm-aurora-data-api-driver', 'expo-sqlite'],
  'cpu-features',
  '*.node',
  '@nestjs/microservices',
  '@nestjs/microservices/*',
  'class-validator',
  'class-transformer',
  'class-transformer/*',
  'bufferutil',
  'utf-8-validate',
];

/** TypeORM imports every driver it knows, dockerode a build client: code we never reach and should not load. */
const NEVER_USED = [
  // esbuild's patterns are Go's, which know no look-ahead: the drivers are named one by one.
  /node_modules\/typeorm\/driver\/(aurora-mysql|aurora-postgres|capacitor|cockroachdb|cordova|expo|mongodb|mysql|nativescript|oracle|postgres|react-native|sap|spanner|sqljs|sqlserver)\/.*\.js$/,
  /node_modules\/(@grpc\/(grpc-js|proto-loader)|protobufjs|multer|file-type|@sqltools\/formatter|sql-highlight)\//,
];

/** @type {import('esbuild').Plugin} */
const swc = {
  name: 'swc',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), {
        ...swcOptions,
        filename: path,
        sourceMaps: 'inline',
      });
      return { contents: code, loader: 'js' };
    });
  },
};

/** @type {import('esbuild').Plugin} */
const leaveOut = {
  name: 'leave-out',
  setup(build) {
    for (const filter of NEVER_USED) {
      build.onLoad({ filter }, () => ({
        contents:
          'const leftOut = function () { throw new Error("left out of the bundle: see scripts/lib/build-server.mjs"); };' +
          'module.exports = new Proxy(leftOut, { get: (target, key) => key === "__esModule" ? false : key in target ? target[key] : leftOut });',
        loader: 'js',
      }));
    }
  },
};

/** CommonJS packages inside the bundle expect these three. */
const BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __dirnameOf } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __dirnameOf(__filename);',
].join('');

/** @type {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: inRoot(),
  entryPoints: {
    main: 'backend/src/main.ts',
    cli: 'backend/src/cli.ts',
    'chain-worker': 'backend/src/audit/chain/chain-worker.ts', // a thread of its own: verify-aside.ts starts it
  },
  outdir: 'dist/server',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  metafile: true,
  logLevel: 'warning',
  external: EXTERNAL,
  banner: { js: BANNER },
  plugins: [swc, leaveOut],
};

export async function buildServer() {
  await rm(inRoot('dist/server'), { recursive: true, force: true });
  return build(options);
}

/**
 * Bundles a program of the tests the same way, somewhere else: it starts in a third of the time.
 *
 * @param {string} entryPoint @param {string} outdir
 */
export async function buildProgram(entryPoint, outdir) {
  return build({ ...options, entryPoints: [entryPoint], outdir });
}

/** @param {() => void} onBuilt called after each build that succeeded */
export async function watchServer(onBuilt) {
  /** @type {import('esbuild').Plugin} */
  const report = {
    name: 'report',
    setup(build) {
      build.onEnd((result) => {
        if (result.errors.length === 0) onBuilt();
      });
    },
  };
  const watcher = await context({ ...options, plugins: [...(options.plugins ?? []), report] });
  await watcher.watch();
  return watcher;
}
