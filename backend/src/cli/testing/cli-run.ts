import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Environment } from '../../platform/config/environment.ts';
import { runCli } from '../run-cli.ts';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one command within this process, and keeps what it says.
 *
 * @param untilInterrupt called once somebody could press Ctrl-C; they do when it is fulfilled
 */
export async function cliRun(
  environment: Environment,
  argv: readonly string[],
  stdin = '',
  untilInterrupt?: () => Promise<void>,
): Promise<CliRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await runCli(argv, {
    environment,
    stdin: Readable.from(stdin === '' ? [] : [stdin]),
    stdout,
    stderr,
    onInterrupt: (listener) => {
      void untilInterrupt?.().then(listener);
      return () => undefined;
    },
    serve: () => {
      stdout.write('serving\n');
      return Promise.resolve();
    },
  });
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await text(stdout), stderr: await text(stderr) };
}
