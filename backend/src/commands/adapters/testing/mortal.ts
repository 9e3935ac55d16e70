import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process with the write side of the program in it. */
export class Mortal {
  /** The operations somebody was told of. */
  readonly told: string[] = [];
  private readonly lines = new Map<string, PromiseWithResolvers<string>>();
  private errors = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly started: number,
  ) {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('the process has no output');
    createInterface({ input: stdout }).on('line', (line) => {
      const [word = '', rest = ''] = line.split(' ');
      if (word === 'has') this.told.push(rest);
      else this.waitingFor(word).resolve(rest);
    });
    stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  static start(program: string, ...args: readonly string[]): Mortal {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    return new Mortal(child, performance.now());
  }

  /** @returns how long it took, from its start, until what an earlier one left behind was put right */
  async ready(): Promise<number> {
    await this.word('ready');
    return performance.now() - this.started;
  }

  async word(word: string): Promise<string> {
    const gone = once(this.child, 'exit').then(() => {
      throw new Error(`it ended before it was ${word}: ${this.errors}`);
    });
    gone.catch(() => undefined);
    return Promise.race([this.waitingFor(word).promise, gone]);
  }

  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Resolves once it is gone and all it said was heard. */
  async gone(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
  }

  private waitingFor(word: string): PromiseWithResolvers<string> {
    const waiting = this.lines.get(word) ?? Promise.withResolvers<string>();
    this.lines.set(word, waiting);
    return waiting;
  }
}
