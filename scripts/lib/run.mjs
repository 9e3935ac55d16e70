import { spawn } from 'node:child_process';
import { clearInterval, setInterval } from 'node:timers';
import { ROOT } from './root.mjs';

/** Who started us: under npm the shell, which dies of a SIGTERM without passing it on. */
const PARENT = process.ppid;
const PARENT_LOOK_MS = 500;

/**
 * Runs one program to its end with the terminal passed through.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, forwardSignals?: boolean }} [options]
 *   `quiet` keeps the output and shows it only if the program fails; `forwardSignals` passes on what asks us to stop
 * @returns {Promise<number>} the exit code; a signal counts as 128 + its number, as in a shell
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env: options.env ?? process.env,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    if (options.forwardSignals) {
      // A terminal signals the whole group, so the child has its SIGINT already; a supervisor signals only us.
      process.on('SIGINT', () => undefined);
      process.on('SIGTERM', () => child.kill('SIGTERM'));
      if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => child.kill('SIGTERM'));
    }
    /** @type {Buffer[]} */
    const kept = [];
    child.stdout?.on('data', (chunk) => kept.push(chunk));
    child.stderr?.on('data', (chunk) => kept.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const exit = code ?? (signal === 'SIGINT' ? 130 : 143);
      if (exit !== 0 && options.quiet) process.stderr.write(Buffer.concat(kept));
      resolve(exit);
    });
  });
}

/** @param {() => void} react */
function whenOrphaned(react) {
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(timer);
    react();
  }, PARENT_LOOK_MS);
  timer.unref();
}

/**
 * Like {@link run}, for a step that has to succeed.
 *
 * @param {string} what what the step does, for the error
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 */
export async function mustRun(what, file, args, options) {
  const code = await run(file, args, options);
  if (code !== 0) {
    console.error(`\n${what} failed (exit code ${code}). The output above says why.`);
    process.exit(code);
  }
}
