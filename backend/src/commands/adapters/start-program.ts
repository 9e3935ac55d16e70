import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import { ProgramNotStarted } from '../process-errors.ts';
import type { ProcessSpec } from '../process-runner.ts';
import { errorCode } from './error-code.ts';
import { MARKER_VARIABLE } from './process-table.ts';

/** A program that runs, with the promise of its end. */
export interface StartedProgram {
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exit: Promise<{ readonly exitCode: number | null; readonly signal: string | null }>;
}

/**
 * Starts a program in a session of its own, with nothing to read and with no environment but what is given.
 *
 * @throws ProgramNotStarted
 */
export async function startProgram(spec: ProcessSpec): Promise<StartedProgram> {
  if (!isAbsolute(spec.file) || !isAbsolute(spec.cwd)) {
    throw new ProgramNotStarted(
      'program_arguments_invalid',
      `${isAbsolute(spec.file) ? spec.cwd : spec.file} is not an absolute path. Nothing was started. Give the whole path, beginning with a slash.`,
    );
  }
  try {
    const child = spawnDetached(spec);
    const exit = new Promise<Awaited<StartedProgram['exit']>>((resolve) => {
      child.once('exit', (exitCode, signal) => {
        resolve({ exitCode, signal });
      });
    });
    await once(child, 'spawn');
    if (child.pid === undefined) throw new Error('it has no process id');
    return { pid: child.pid, stdout: child.stdout, stderr: child.stderr, exit };
  } catch (error) {
    throw notStarted(spec, error);
  }
}

function spawnDetached({
  file,
  args,
  env,
  cwd,
  marker,
}: ProcessSpec): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(file, args, {
    cwd,
    env: { ...env, [MARKER_VARIABLE]: marker },
    detached: true,
    shell: false,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** What `spawn` calls ENOENT is a missing program, a missing folder or a missing interpreter. */
function notStarted({ file, cwd }: ProcessSpec, cause: unknown): ProgramNotStarted {
  const code = errorCode(cause);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      if (!isFolder(cwd)) {
        return new ProgramNotStarted(
          'program_folder_missing',
          `${file} was not started: its working folder ${cwd} does not exist or is no folder. Create it, or name another in the configuration.`,
          { cause },
        );
      }
      return new ProgramNotStarted(
        'program_not_found',
        existsSync(file)
          ? `${file} was not started: the interpreter its first line names, or the loader it was built for, does not exist here. Install that, or give a program that runs on this machine.`
          : `There is no program at ${file}. Nothing was started. Install it, or give the path where it is.`,
        { cause },
      );
    case 'EACCES':
    case 'EPERM':
      return new ProgramNotStarted(
        'program_not_executable',
        isFolder(file)
          ? `${file} is a folder, not a program. Nothing was started. Give the path of the program in it.`
          : `${file} may not be executed by this user (uid ${process.getuid?.() ?? 'unknown'}), or its working folder ${cwd} may not be entered. Nothing was started. Check the owner and the mode of both (chmod +x for the program), and that the disk is not mounted noexec.`,
        { cause },
      );
    case 'ENOEXEC':
      return new ProgramNotStarted(
        'program_not_executable',
        `${file} is no program this machine can run: it is damaged or built for another processor. Nothing was started. Install the one for this machine.`,
        { cause },
      );
    case 'E2BIG':
    case 'ERR_INVALID_ARG_VALUE':
    case 'ERR_INVALID_ARG_TYPE':
      return new ProgramNotStarted(
        'program_arguments_invalid',
        `${file} was not started: its arguments are too long, or contain a character that cannot be passed on. Shorten or mend them.`,
        { cause },
      );
    default:
      return new ProgramNotStarted(
        'program_not_started',
        `${file} could not be started (${code === '' ? String(cause) : code}): the machine is out of processes, memory or open files. Nothing was started. Try again when there is more room.`,
        { cause },
      );
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
