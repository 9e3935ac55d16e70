import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// V8's compiled code of the bundle, kept beside it: the second start skips compiling. Without write access it is skipped.
enableCompileCache(join(import.meta.dirname, '.compile-cache'));

const { runServer } = await import('./run-server.ts');
/** `--parent=PID`: the server ends when it is no longer the child of this process. */
const parent = process.argv.find((argument) => argument.startsWith('--parent='))?.slice('--parent='.length);
await runServer(process.env, parent === undefined ? null : Number(parent));
