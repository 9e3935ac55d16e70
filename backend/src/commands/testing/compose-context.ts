import type { ProcessExit, ProcessSpec } from '../process-runner.ts';
import { RecordingContext } from './recording-context.ts';

type Spec = Omit<ProcessSpec, 'marker'>;

/** What a program that is played does: what it writes, and its exit code. */
export interface Played {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number | null;
  readonly signal?: string;
}

/** A recording context whose programs are played by a function. */
export class ComposeContext<R> extends RecordingContext<R> {
  readonly started: Spec[] = [];
  play: (spec: Spec) => Played = () => ({});

  override async process(
    spec?: Spec,
    onOutput?: (stream: 'stdout' | 'stderr', chunk: Buffer) => boolean,
  ): Promise<ProcessExit> {
    if (spec === undefined) throw new Error('what program?');
    this.signal.throwIfAborted();
    this.started.push(spec);
    const { stdout = '', stderr = '', exitCode = 0, signal = null } = this.play(spec);
    for (const [stream, text] of [
      ['stdout', stdout],
      ['stderr', stderr],
    ] as const) {
      // Cut where no line ends, as pipes do.
      for (const chunk of [text.slice(0, 7), text.slice(7)]) {
        if (chunk !== '' && onOutput?.(stream, Buffer.from(chunk)) !== false) this.lines.push(chunk);
      }
    }
    this.signal.throwIfAborted();
    return Promise.resolve({ exitCode, signal, survivorsKilled: 0 });
  }
}
