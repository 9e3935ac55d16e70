import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '.compile-cache')); // shared with the server's: see main.ts

const INTERRUPTS = ['SIGINT', 'SIGTERM'] as const;

const { runCli } = await import('./cli/public.ts');
process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt: (listener) => {
    for (const signal of INTERRUPTS) process.on(signal, listener);
    return () => {
      for (const signal of INTERRUPTS) process.off(signal, listener);
    };
  },
  serve: async () => {
    const { runServer } = await import('./run-server.ts');
    await runServer(process.env, null);
  },
});
