import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { unrefPipe } from './unref-pipe.ts';

let posted = false;

/**
 * Starts, once, a small process that outlives this one and sweeps up after it, however it ends. An exit handler could
 * not: it does not run after SIGKILL or Ctrl-C, and a test runner that isolates its files takes it apart.
 */
export function postCaretaker(): void {
  if (posted) return;
  posted = true;
  const program = fileURLToPath(new URL('./caretaker-program.ts', import.meta.url));
  const child = spawn(process.execPath, [program, String(process.pid)], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true, // Ctrl-C in a terminal goes to the whole process group
  });
  child.unref();
  unrefPipe(child.stdin); // nothing is ever written: the pipe's end is the message
}
