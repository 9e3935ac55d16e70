import * as z from 'zod/mini';
import { ContainerState, Health } from '#shared/service';

/** From the moment it was asked for until it ended. The last six are terminal: an operation reaches exactly one. */
export const OPERATION_STATUSES = [
  'queued',
  'running',
  'succeeded',
  'failed',
  'timed_out',
  'cancelled',
  'interrupted',
  'refused',
] as const;
export const OperationStatus = z.enum(OPERATION_STATUSES);
export type OperationStatus = z.infer<typeof OperationStatus>;

/** Whether an operation with this status has ended for good. */
export function isTerminal(status: OperationStatus): boolean {
  return status !== 'queued' && status !== 'running';
}

/** Why an operation did not succeed. */
export const OperationError = z.object({
  /** Stable and for programs: `health_check_failed`. */
  code: z.string(),
  /** For people: what happened, what it means, what to do. */
  message: z.string(),
});
export type OperationError = z.infer<typeof OperationError>;

/** What stands in place of a secret parameter. */
export const REDACTED = 'hidden';

/** One run of a command, from the request to its outcome. Times are ISO 8601 (UTC). */
export const Operation = z.object({
  id: z.string(),
  /** The command's id: `service.restart`. */
  command: z.string(),
  /** What it acts on: a service key, a project, an image; null where there is no one thing. */
  target: z.nullable(z.string()),
  /** As they were asked for; what is secret is replaced by {@link REDACTED}. */
  params: z.record(z.string(), z.unknown()),
  /** The person's name, `cli` for the command line, `schedule` for a schedule. */
  actor: z.string(),
  reason: z.nullable(z.string()),
  status: OperationStatus,
  requestedAt: z.string(),
  startedAt: z.nullable(z.string()),
  finishedAt: z.nullable(z.string()),
  /** From start to end; null until it has ended, and where it never started. */
  durationMs: z.nullable(z.number()),
  /** Of the process behind it, where there is one. */
  exitCode: z.nullable(z.number()),
  error: z.nullable(OperationError),
  output: z.object({
    /** How much it wrote in all. */
    bytes: z.number(),
    /** Whether the middle was left out because it wrote more than is kept. */
    truncated: z.boolean(),
  }),
});
export type Operation = z.infer<typeof Operation>;

/** What a container was before or after an operation. */
export const ContainerSnapshot = z.object({
  id: z.string(),
  name: z.string(),
  service: z.string(),
  image: z.string(),
  imageId: z.string(),
  state: ContainerState,
  health: Health,
});
export type ContainerSnapshot = z.infer<typeof ContainerSnapshot>;

/** `GET /api/operations/:id`: the operation and what only its own page shows. */
export const OperationDetail = z.extend(Operation, {
  title: z.string(),
  risk: z.enum(['read', 'safe', 'disruptive', 'destructive']),
  /** It is stopped when it has run for so long. */
  timeoutMs: z.number(),
  /** Who asked for it to be cancelled; null if nobody did. */
  cancelRequestedBy: z.nullable(z.string()),
  /** The operations that run before a queued one may; empty otherwise. */
  waitingBehind: z.array(z.string()),
  /** The services it touches. */
  services: z.array(z.string()),
  /** Null where it touches none, or where the engine could not be asked. */
  containersBefore: z.nullable(z.array(ContainerSnapshot)),
  containersAfter: z.nullable(z.array(ContainerSnapshot)),
});
export type OperationDetail = z.infer<typeof OperationDetail>;

/** The state of the operation changed. Always the first event (`queued`) and the last (a terminal status). */
const StateEvent = z.object({
  kind: z.literal('state'),
  data: z.object({ status: OperationStatus, error: z.nullable(OperationError) }),
});

/** A step began or ended; the same `id` comes again with its new status. */
const StepEvent = z.object({
  kind: z.literal('step'),
  data: z.object({
    id: z.string(),
    title: z.string(),
    status: z.enum(['running', 'succeeded', 'failed', 'skipped']),
    durationMs: z.nullable(z.number()),
    /** What came of it, or why it failed; null where there is nothing to say. */
    detail: z.nullable(z.string()),
  }),
});

/** How far one part has come: an image, or a layer of it. The same `id` comes again with new numbers. */
const ProgressEvent = z.object({
  kind: z.literal('progress'),
  data: z.object({
    id: z.string(),
    /** The part this one belongs to; null for one that stands for itself. */
    parent: z.nullable(z.string()),
    label: z.string(),
    current: z.number(),
    /** Null where the end is not known. */
    total: z.nullable(z.number()),
    unit: z.enum(['bytes', 'items']),
    status: z.enum(['waiting', 'running', 'succeeded', 'unchanged', 'failed']),
    detail: z.nullable(z.string()),
  }),
});

/** What was really done: an argv, or a call to the engine. Secrets are replaced before it is told. */
const CallEvent = z.object({
  kind: z.literal('call'),
  data: z.union([
    z.object({ type: z.literal('process'), argv: z.array(z.string()), cwd: z.string() }),
    z.object({ type: z.literal('engine'), request: z.string() }),
  ]),
});

/**
 * A piece of output. `offset` counts the bytes since the beginning, so a client that has read up to somewhere
 * knows what it already has. `skippedBytes`: what was left out right before this piece.
 */
const OutputEvent = z.object({
  kind: z.literal('output'),
  data: z.object({
    stream: z.enum(['stdout', 'stderr']),
    offset: z.number(),
    text: z.string(),
    skippedBytes: z.number(),
  }),
});

export const OperationEventBody = z.union([StateEvent, StepEvent, ProgressEvent, CallEvent, OutputEvent]);
export type OperationEventBody = z.infer<typeof OperationEventBody>;

const Place = z.object({
  /** Grows within one operation; says the order, not how many there are. */
  seq: z.number(),
  at: z.string(),
});

/** What happened within an operation. Output is not among what `/events` lists; `/output` has it whole. */
export const OperationEvent = z.intersection(Place, OperationEventBody);
export type OperationEvent = z.infer<typeof OperationEvent>;

export const OperationsPage = z.object({ items: z.array(Operation), nextCursor: z.nullable(z.string()) });
export type OperationsPage = z.infer<typeof OperationsPage>;

export const OperationEventsAnswer = z.object({ items: z.array(OperationEvent) });
export type OperationEventsAnswer = z.infer<typeof OperationEventsAnswer>;

export const RunAnswer = z.object({ operation: Operation });
export type RunAnswer = z.infer<typeof RunAnswer>;

/** What one command's runs amount to within a window. Percentiles are within 1 % of the true value. */
export const CommandStats = z.object({
  command: z.string(),
  /** Runs that ended, refusals left out. */
  runs: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  /** From 0 to 1; null where nothing ran. */
  successRate: z.nullable(z.number()),
  meanMs: z.nullable(z.number()),
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
  lastRunAt: z.nullable(z.string()),
});
export type CommandStats = z.infer<typeof CommandStats>;

export const OperationStats = z.object({ commands: z.array(CommandStats) });
export type OperationStats = z.infer<typeof OperationStats>;

export const REASON_MAX_LENGTH = 500;

export const RunRequest = z.strictObject({
  params: z.record(z.string(), z.unknown()),
  reason: z.optional(z.string().check(z.maxLength(REASON_MAX_LENGTH))),
  /** The target's name, typed by the person, where the command asks for it. */
  confirm: z.optional(z.string().check(z.maxLength(200))),
});
export type RunRequest = z.infer<typeof RunRequest>;
