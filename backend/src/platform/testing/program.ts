import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

/** How a test starts a part of the program as a process of its own, from its sources. */
export const PROGRAM = {
  root: ROOT,
  /** Before the script: lets Node read our TypeScript. */
  flags: ['--import', join(ROOT, 'scripts', 'lib', 'typescript-hooks.mjs')],
  main: join(ROOT, 'backend', 'src', 'main.ts'),
  cli: join(ROOT, 'backend', 'src', 'cli.ts'),
  /** The compiled code belongs beside the bundle, not among the sources. */
  environment: { NODE_DISABLE_COMPILE_CACHE: '1' },
} as const;
