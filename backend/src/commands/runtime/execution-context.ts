import type { OperationEventBody } from '#shared/operation';
import type { Clock } from '../../platform/time/clock.ts';
import type { CommandContext } from '../command.ts';
import type { CommandPorts } from '../command-ports.ts';
import type { OutputSpool } from '../output/output-spool.ts';
import type { OutputStream, ProcessExit, ProcessRunner, ProcessSpec } from '../process-runner.ts';
import type { EventJournal, StructuredBody } from './event-journal.ts';
import { type Progress, ProgressThrottle } from './progress-throttle.ts';

type Call = Extract<OperationEventBody, { kind: 'call' }>['data'];
type Step = Extract<OperationEventBody, { kind: 'step' }>['data'];

/** A step says in a line what came of it; the output has the rest. */
const DETAIL_MAX_LENGTH = 500;

interface ContextTools {
  readonly journal: EventJournal;
  readonly spool: OutputSpool;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
}

/** What a command has to work with: tells the journal and the spool, and nothing any more once it is closed. */
export class ExecutionContext implements CommandContext<unknown> {
  private steps = 0;
  private closed = false;
  private readonly throttle: ProgressThrottle;

  readonly operationId: string;
  readonly input: unknown;
  readonly ports: CommandPorts;
  readonly signal: AbortSignal;

  constructor(
    given: Pick<CommandContext<unknown>, 'operationId' | 'input' | 'ports' | 'signal'>,
    private readonly tools: ContextTools,
  ) {
    this.operationId = given.operationId;
    this.input = given.input;
    this.ports = given.ports;
    this.signal = given.signal;
    this.throttle = new ProgressThrottle(tools.clock, (data, turned) => {
      tools.journal.add({ kind: 'progress', data }, turned);
    });
  }

  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    this.steps += 1;
    const id = `step-${this.steps}`;
    const began = this.tools.clock.monotonic();
    const tell = (status: Step['status'], detail: string | null): void => {
      const durationMs = status === 'running' ? null : Math.round(this.tools.clock.monotonic() - began);
      this.add({ kind: 'step', data: { id, title, status, durationMs, detail } });
    };
    tell('running', null);
    try {
      const result = await work();
      tell('succeeded', typeof result === 'string' ? result.slice(0, DETAIL_MAX_LENGTH) : null);
      return result;
    } catch (error) {
      tell('failed', detailOf(error));
      throw error;
    }
  }

  progress(progress: Progress): void {
    if (!this.closed) this.throttle.add(progress);
  }

  call(data: Call): void {
    this.add({ kind: 'call', data });
  }

  line(text: string, stream: OutputStream = 'stdout'): void {
    if (!this.closed) void this.tools.spool.write(stream, Buffer.from(`${text}\n`));
  }

  async process(
    spec: Omit<ProcessSpec, 'marker'>,
    onOutput?: (stream: OutputStream, chunk: Buffer) => boolean,
  ): Promise<ProcessExit> {
    this.signal.throwIfAborted();
    const exit = await this.tools.processes.run(
      { ...spec, marker: this.operationId },
      {
        signal: this.signal,
        onOutput: (stream, chunk) => {
          if (this.closed || onOutput?.(stream, chunk) === false) return undefined;
          return this.tools.spool.write(stream, chunk);
        },
      },
    );
    this.signal.throwIfAborted();
    return exit;
  }

  /** The operation has its outcome: whatever the command still says is not heard. */
  close(): void {
    this.throttle.end();
    this.closed = true;
  }

  private add(body: StructuredBody): void {
    if (!this.closed) this.tools.journal.add(body, true);
  }
}

function detailOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, DETAIL_MAX_LENGTH);
}
