import { spawn } from 'node:child_process';

/** How a process ended. A non-zero code is a value, not an exception: many tests want to see it. */
export interface ProcessResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface ProcessOptions {
  /** The whole environment; nothing is inherited beside it. Default: this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Written to stdin, which is then closed. Default: empty. */
  readonly input?: string | Uint8Array;
  /** The process is killed and the promise rejects after this time. Default: two minutes. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 120_000;

/** Runs one program with an argument list (never a shell) and collects what it prints. */
export async function runProcess(
  file: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => {
      // A program may end without reading its input (EPIPE); its exit code says whether that was a failure.
    });
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`could not start ${file}`, { cause }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const result = {
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      };
      if (timedOut) reject(new Error(`${describe(file, args)} did not end within ${timeoutMs} ms`));
      else if (code === null)
        reject(new Error(`${describe(file, args)} was ended by ${signal ?? 'a signal'}`));
      else resolve({ ...result, code });
    });
    child.stdin.end(options.input ?? '');
  });
}

/** The same, for programs that are expected to succeed: returns stdout, throws with stderr otherwise. */
export async function runOrThrow(
  file: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<string> {
  const result = await runProcess(file, args, options);
  if (result.code === 0) return result.stdout;
  throw new Error(
    `${describe(file, args)} exited with ${result.code}: ${(result.stderr + result.stdout).trim()}`,
  );
}

function describe(file: string, args: readonly string[]): string {
  return [file, ...args].join(' ');
}
