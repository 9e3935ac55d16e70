import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Environment } from '../../platform/config/environment.ts';
import { runCli } from '../run-cli.ts';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command within this process, and keeps what it says. */
export async function cliRun(environment: Environment, argv: readonly string[], stdin = ''): Promise<CliRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await runCli(argv, {
    environment,
    stdin: Readable.from(stdin === '' ? [] : [stdin]),
    stdout,
    stderr,
    onInterrupt: () => () => undefined,
    serve: () => {
      stdout.write('serving\n');
      return Promise.resolve();
    },
  });
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await text(stdout), stderr: await text(stderr) };
}
