import { run } from './run.mjs';

/**
 * Flags of the server process. A young generation of 1 MiB halves takes 13 MiB off the resident memory and
 * nothing measurable off the speed of a server that mostly waits.
 */
export const SERVER_FLAGS = ['--max-semi-space-size=1'];

/**
 * Environment of the server process. Hashing a password takes 19 MiB for a moment. Left to itself, glibc keeps
 * them for each thread that ever hashed (measured: 108 MiB become 207 after five sign-ins); with a fixed
 * threshold large blocks go back to the system at once.
 */
export const SERVER_ENVIRONMENT = { MALLOC_MMAP_THRESHOLD_: '131072' };

/**
 * Becomes the given program where the platform can (no launcher stays in memory), else waits for it.
 *
 * @param {string} entry
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export async function execServer(entry, args, env) {
  const argv = [...SERVER_FLAGS, entry, ...args];
  const environment = { ...SERVER_ENVIRONMENT, ...env };
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(process.execPath, [process.execPath, ...argv], environment);
  }
  process.exit(await run(process.execPath, argv, { env: environment, forwardSignals: true }));
}
