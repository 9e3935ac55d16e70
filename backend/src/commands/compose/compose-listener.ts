import type { CommandContext } from '../command.ts';
import type { OutputStream } from '../process-runner.ts';
import type { ComposeEvent } from './compose-event.ts';
import { parseComposeLine } from './parse-compose-line.ts';
import { TextLines } from './text-lines.ts';

type Told = Pick<CommandContext<unknown>, 'progress' | 'line'>;
type Status = Parameters<Told['progress']>[0]['status'];
type ProgressEvent = Extract<ComposeEvent, { kind: 'progress' }>;

/** More layers than any project has; beyond them sizes are no longer remembered. */
const SIZES_MAX = 2_000;

const DONE = new Set([
  'Created',
  'Started',
  'Restarted',
  'Recreated',
  'Healthy',
  'Stopped',
  'Killed',
  'Exited',
  'Removed',
  'Pulled',
  'Pull complete',
  'Built',
]);
const UNCHANGED = new Set(['Running', 'Exists', 'Already exists', 'Skipped']);
const FAILED = new Set(['Error', 'Interrupted']);
const CONTAINER = 'Container ';

/** Listens to one run of compose: turns what it says into the operation's progress and output. */
export class ComposeListener {
  /** The containers it dealt with that are still there, by name. */
  readonly containers = new Set<string>();
  /** What it warned of. */
  readonly warnings: string[] = [];
  /** The last thing it said went wrong; null if nothing did. */
  problem: string | null = null;
  private lastText: string | null = null;
  private readonly lines = new TextLines();
  private readonly totals = new Map<string, number>();

  constructor(private readonly told: Told) {}

  /** For `CommandContext.process`: what it writes to stderr is told here, so it is not output as it stands. */
  readonly onOutput = (stream: OutputStream, chunk: Buffer): boolean => {
    if (stream === 'stdout') return true;
    for (const line of this.lines.push(chunk)) this.hear(line);
    return false;
  };

  /** To be called when it has ended. @returns why it failed, in its own words */
  end(): string | null {
    const last = this.lines.end();
    if (last !== '') this.hear(last);
    return this.problem ?? this.lastText;
  }

  private hear(line: string): void {
    if (line.trim() === '') return;
    const event = parseComposeLine(line);
    switch (event.kind) {
      case 'progress':
        this.progress(event);
        return;
      case 'error':
        this.problem = event.message;
        this.told.line(event.message, 'stderr');
        return;
      case 'log':
        if (event.level === 'warning') this.warnings.push(event.message);
        if (event.level === 'error' || event.level === 'fatal') this.problem = event.message;
        this.told.line(`${event.level}: ${event.message}`, 'stderr');
        return;
      case 'text':
        this.lastText = event.text.trim();
        this.told.line(event.text, 'stderr');
        return;
    }
  }

  private progress(event: ProgressEvent): void {
    const { parent, state, detail } = event;
    if (event.id.startsWith(CONTAINER)) this.noteContainer(event.id.slice(CONTAINER.length), state);
    const status = statusOf(state);
    const id = parent === null ? event.id : `${parent}/${event.id}`;
    if (event.total !== null && this.totals.size < SIZES_MAX) this.totals.set(id, event.total);
    const isObject = /^(?:Container|Network|Volume|Image) /.test(event.id);
    const total = isObject ? 1 : (event.total ?? this.totals.get(id) ?? null);
    const done = status === 'succeeded' || status === 'unchanged';
    this.told.progress({
      id,
      parent,
      label: event.id,
      current: done ? (total ?? 0) : (event.current ?? 0),
      total,
      unit: isObject ? 'items' : 'bytes',
      status,
      detail: detail ?? state,
    });
    // Layers move by the second and are told as progress alone; the rest also reads as output.
    if (parent === null && event.current === null)
      this.told.line([event.id, state, detail].filter((part) => part !== null).join(' '), 'stderr');
    if (status === 'failed' && detail !== null) this.problem ??= `${event.id}: ${detail}`;
  }

  private noteContainer(name: string, state: string): void {
    if (state === 'Removed' || state === 'Removing') this.containers.delete(name);
    else this.containers.add(name);
  }
}

function statusOf(state: string): Status {
  if (DONE.has(state)) return 'succeeded';
  if (UNCHANGED.has(state)) return 'unchanged';
  if (FAILED.has(state)) return 'failed';
  return state === 'Waiting' ? 'waiting' : 'running';
}
