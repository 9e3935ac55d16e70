import type { Operation, OperationError, OperationEvent, OperationEventBody } from '#shared/operation';
import { appendOutput, NO_OUTPUT, type OutputText } from './output-text';

type Data<K extends OperationEventBody['kind']> = Extract<OperationEventBody, { kind: K }>['data'];

/** More calls than anybody reads. */
const KEPT_CALLS = 200;

/** A speed over less is noise. */
const SPEED_OVER_MS = 2_000;

export interface OperationStep extends Data<'step'> {
  /** When it began (ISO 8601). */
  readonly beganAt: string;
}

export interface ProgressPart extends Data<'progress'> {
  /** The step during which it began; null outside any. */
  readonly step: string | null;
  /** Bytes or items a second; null where too little is known. */
  readonly perSecond: number | null;
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly measured: { readonly at: string; readonly current: number };
  /** The furthest it has been: a layer counts from nothing again while it is unpacked. */
  readonly furthest: number;
}

/** What happened within an operation, as far as it has been told. */
export interface OperationRecord {
  readonly operation: Operation;
  /** The last event that is in here. */
  readonly seq: number;
  /** In the order in which they began. */
  readonly steps: readonly OperationStep[];
  /** Images and layers in the order in which they were first told. */
  readonly parts: readonly ProgressPart[];
  readonly calls: readonly Data<'call'>[];
  readonly output: OutputText;
}

export function beginRecord(operation: Operation): OperationRecord {
  return { operation, seq: 0, steps: [], parts: [], calls: [], output: NO_OUTPUT };
}

/** Takes in what happened next; what it has already is dropped. */
export function recordEvents(record: OperationRecord, events: readonly OperationEvent[]): OperationRecord {
  return events.reduce(
    (before, event) => (event.seq <= before.seq ? before : { ...recordOne(before, event), seq: event.seq }),
    record,
  );
}

function recordOne(record: OperationRecord, event: OperationEvent): OperationRecord {
  switch (event.kind) {
    case 'state':
      return { ...record, operation: changed(record.operation, event.data, event.at) };
    case 'step':
      return { ...record, steps: recordStep(record.steps, event.data, event.at) };
    case 'progress':
      return { ...record, parts: recordProgress(record, event.data, event.at) };
    case 'call':
      return { ...record, calls: [...record.calls, event.data].slice(-KEPT_CALLS) };
    case 'output':
      return { ...record, output: appendOutput(record.output, event.data) };
  }
}

function changed(
  operation: Operation,
  { status, error }: { readonly status: Operation['status']; readonly error: OperationError | null },
  at: string,
): Operation {
  const startedAt = status === 'running' ? (operation.startedAt ?? at) : operation.startedAt;
  const hasEnded = status !== 'queued' && status !== 'running';
  if (!hasEnded) return { ...operation, status, error, startedAt };
  const finishedAt = operation.finishedAt ?? at;
  const took = startedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  return { ...operation, status, error, startedAt, finishedAt, durationMs: operation.durationMs ?? took };
}

function recordStep(
  steps: readonly OperationStep[],
  data: Data<'step'>,
  at: string,
): readonly OperationStep[] {
  return steps.some(({ id }) => id === data.id)
    ? steps.map((step) => (step.id === data.id ? { ...data, beganAt: step.beganAt } : step))
    : [...steps, { ...data, beganAt: at }];
}

function recordProgress(
  { parts, steps }: OperationRecord,
  data: Data<'progress'>,
  at: string,
): readonly ProgressPart[] {
  const endedAt = data.status === 'waiting' || data.status === 'running' ? null : at;
  const before = parts.find(({ id }) => id === data.id);
  if (before === undefined) {
    const step = steps.findLast(({ status }) => status === 'running')?.id ?? null;
    const measured = { at, current: data.current };
    return [
      ...parts,
      { ...data, step, perSecond: null, beganAt: at, endedAt, measured, furthest: data.current },
    ];
  }
  const elapsedMs = Date.parse(at) - Date.parse(before.measured.at);
  const isMeasurable = elapsedMs >= SPEED_OVER_MS;
  const gained = Math.max(0, data.current - before.measured.current);
  const part = {
    ...before,
    ...data,
    beganAt: before.status === 'waiting' ? at : before.beganAt, // it waited for its turn until now
    endedAt,
    furthest: Math.max(before.furthest, data.current),
    perSecond: isMeasurable ? (gained * 1_000) / elapsedMs : before.perSecond,
    measured: isMeasurable ? { at, current: data.current } : before.measured,
  };
  return parts.map((each) => (each.id === data.id ? part : each));
}
