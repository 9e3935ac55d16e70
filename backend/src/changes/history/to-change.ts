import type { Change, ChangeKind } from '#shared/change';
import type { OperationStatus } from '#shared/operation';
import { toIso } from '../../platform/time/clock.ts';
import { projectOf } from '../project-of.ts';

export interface ChangeRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: ChangeKind;
  readonly service: string | null;
  readonly title: string;
  readonly detail: string;
  readonly tone: Change['tone'];
  readonly actor: string;
  readonly operation_id: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly known: string;
}

export interface OperationRow {
  readonly seq: number;
  readonly id: string;
  readonly requested_at: number;
  readonly title: string;
  readonly target: string | null;
  readonly status: OperationStatus;
  readonly actor: string;
  readonly reason: string | null;
  readonly error_message: string | null;
  readonly containers_before: string | null;
  readonly containers_after: string | null;
}

export function toChange(row: ChangeRow): Change {
  const { at, kind, service, title, detail, tone, actor, known } = row;
  return {
    id: `c-${row.seq}`,
    at: toIso(at),
    project: projectOf(service),
    ...{ kind, service, title, detail, tone, actor, known },
    operationId: row.operation_id,
    status: null,
    before: sideOf(row.before),
    after: sideOf(row.after),
  };
}

/** An operation among the changes. */
export function operationToChange(row: OperationRow): Change {
  const isService = row.target?.includes('/') === true;
  return {
    id: `o-${row.id}`,
    at: toIso(row.requested_at),
    kind: 'operation',
    service: isService ? row.target : null,
    project: isService ? projectOf(row.target) : row.target,
    title: row.target === null ? row.title : `${row.title}: ${row.target}`,
    detail: [outcomeText(row), row.reason].filter((text) => text !== null && text !== '').join(' · '),
    tone: row.status === 'failed' || row.status === 'timed_out' ? 'bad' : 'neutral',
    actor: row.actor,
    operationId: row.id,
    status: row.status,
    before: containersOf(row.containers_before),
    after: containersOf(row.containers_after),
    known: 'It was run here; its own page has every step.',
  };
}

function outcomeText({ status, error_message }: OperationRow): string {
  const words = status.replace('_', ' ');
  const outcome = words.charAt(0).toUpperCase() + words.slice(1);
  return error_message === null ? outcome : `${outcome}: ${error_message}`;
}

function sideOf(json: string | null): Change['before'] {
  return json === null ? null : (JSON.parse(json) as Record<string, unknown>);
}

function containersOf(json: string | null): Change['before'] {
  return json === null ? null : { containers: JSON.parse(json) as unknown };
}
