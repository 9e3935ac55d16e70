import type * as z from 'zod/mini';
import type { Confirmation, Risk } from '#shared/command';
import type { OperationError, OperationEventBody } from '#shared/operation';
import type { Role } from '#shared/role';
import type { CommandPorts } from './command-ports.ts';
import type { OutputStream, ProcessExit, ProcessSpec } from './process-runner.ts';

type Body<K extends OperationEventBody['kind']> = Extract<OperationEventBody, { kind: K }>['data'];

/** What a command has to work with while it runs. Whatever it tells here becomes part of the operation. */
export interface CommandContext<R> {
  readonly operationId: string;
  /** What the parameters were resolved to before it began. */
  readonly input: R;
  readonly ports: CommandPorts;
  /** Aborted by a cancel, the deadline, or the end of the server. */
  readonly signal: AbortSignal;

  /** Runs one step of the plan and tells when it began and how it ended. A text it resolves to is the step's detail. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** How far one part has come. Told at most a few times a second for each part, its end always. */
  progress(progress: Body<'progress'>): void;
  /** What is really done: an argv, a call to the engine. Without secrets. */
  call(call: Body<'call'>): void;
  /** A line of the operation's output. */
  line(text: string, stream?: OutputStream): void;
  /**
   * Runs a program under this operation's supervision; what it writes is the operation's output.
   *
   * @param onOutput sees each chunk before it is stored; returning `false` keeps it out of the output
   * @throws ProgramNotStarted; the signal's reason once it is aborted and everything is gone
   */
  process(
    spec: Omit<ProcessSpec, 'marker'>,
    onOutput?: (stream: OutputStream, chunk: Buffer) => boolean,
  ): Promise<ProcessExit>;
}

/** What a command that succeeded has to say. */
interface CommandResult {
  readonly exitCode?: number;
}

/** What was found of an operation whose process is gone; null where reality does not tell. */
export type Reconciled =
  { readonly status: 'succeeded' } | { readonly status: 'failed'; readonly error: OperationError };

/**
 * A command of the catalog.
 *
 * @typeParam P its parameters as they come over the wire
 * @typeParam R what they resolve to: live engine objects, configured entries
 */
export interface CommandDefinition<P, R> {
  /** `area.verb`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly risk: Risk;
  /** The least role that may run it; the configuration may ask for more, never for less. */
  readonly role: Role;
  readonly confirmation: Confirmation;
  readonly reasonRequired?: boolean;
  readonly scope: 'service' | 'project' | 'host';
  /** A strict object. */
  readonly params: z.ZodMiniType<P>;
  /** It is stopped, with everything it started, when it has run for so long. */
  readonly timeoutMs: number;
  /** Whether it needs the engine to be connected. */
  readonly needsEngine: boolean;
  /**
   * Finds what the parameters name.
   *
   * @throws ParamUnresolved where they name nothing there is; CommandRefused where it must not run on it
   */
  resolve(params: P, ports: CommandPorts): R;
  /** What it acts on, for people: a service key, a project, an image; null where there is no one thing. */
  target(input: R): string | null;
  /**
   * What only one operation may act on at a time; null where any number may.
   * `service:KEY` also keeps `project:PROJECT` away, and the other way round.
   */
  lock(input: R): string | null;
  /** The keys of the services it touches: their containers are remembered before and after. */
  services(input: R): readonly string[];
  run(context: CommandContext<R>): Promise<CommandResult>;
  /** Looks at reality for an operation whose process is gone. Nothing is ever tried again. */
  reconcile?(params: P, startedAt: number, ports: CommandPorts): Promise<Reconciled | null>;
}

/** A command of the catalog whose parameter types nobody outside needs to know. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of commands with different parameters has no other type; `defineCommand` has checked each
export type AnyCommand = CommandDefinition<any, any>;

/** Declares a command. */
export function defineCommand<P, R>(definition: CommandDefinition<P, R>): CommandDefinition<P, R> {
  return definition;
}
