import type { OperationEventBody } from '#shared/operation';
import type { CommandContext } from '../command.ts';
import type { CommandPorts } from '../command-ports.ts';
import type { ProcessExit } from '../process-runner.ts';

type Body<K extends OperationEventBody['kind']> = Extract<OperationEventBody, { kind: K }>['data'];

/** What a command tells while it runs, kept for a test to look at. Starts no program. */
export class RecordingContext<R> implements CommandContext<R> {
  readonly operationId = 'operation-1';
  readonly signal: AbortSignal;
  readonly steps: Pick<Body<'step'>, 'title' | 'status' | 'detail'>[] = [];
  readonly progressed: Body<'progress'>[] = [];
  readonly calls: Body<'call'>[] = [];
  readonly lines: string[] = [];
  private readonly controller = new AbortController();

  constructor(
    readonly input: R,
    readonly ports: CommandPorts,
  ) {
    this.signal = this.controller.signal;
  }

  cancel(reason: Error): void {
    this.controller.abort(reason);
  }

  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    try {
      const result = await work();
      this.steps.push({ title, status: 'succeeded', detail: typeof result === 'string' ? result : null });
      return result;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.steps.push({ title, status: 'failed', detail });
      throw error;
    }
  }

  progress(progress: Body<'progress'>): void {
    this.progressed.push(progress);
  }

  call(call: Body<'call'>): void {
    this.calls.push(call);
  }

  line(text: string): void {
    this.lines.push(text);
  }

  async process(): Promise<ProcessExit> {
    return Promise.reject(new Error('this context starts no program'));
  }

  /** How each bar ended: its id, its status, its numbers. */
  get bars(): ReadonlyMap<string, Body<'progress'>> {
    return new Map(this.progressed.map((progress) => [progress.id, progress]));
  }
}
