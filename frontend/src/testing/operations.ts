import type { CommandDescriptor } from '#shared/command';
import type { Operation, OperationDetail, OperationEvent, OperationEventBody } from '#shared/operation';
import { NOON } from './services';

export function operationWith(change: Partial<Operation> = {}): Operation {
  return {
    id: 'op-1',
    command: 'service.restart',
    target: 'media/jellyfin',
    params: { service: 'media/jellyfin' },
    actor: 'marta',
    reason: null,
    status: 'running',
    requestedAt: NOON,
    startedAt: NOON,
    finishedAt: null,
    durationMs: null,
    exitCode: null,
    error: null,
    output: { bytes: 0, truncated: false },
    ...change,
  };
}

export function detailWith(change: Partial<OperationDetail> = {}): OperationDetail {
  return {
    ...operationWith(),
    title: 'Restart service',
    risk: 'disruptive',
    timeoutMs: 60_000,
    cancelRequestedBy: null,
    waitingBehind: [],
    services: ['media/jellyfin'],
    containersBefore: null,
    containersAfter: null,
    ...change,
  };
}

export function eventOf(seq: number, body: OperationEventBody, at: string = NOON): OperationEvent {
  return { seq, at, ...body };
}

export function commandWith(id: string, change: Partial<CommandDescriptor> = {}): CommandDescriptor {
  const area = id.split('.', 1)[0] ?? '';
  const scope = area === 'service' ? 'service' : area === 'compose' ? 'project' : 'host';
  const source = id === 'docker.pull' ? 'image' : scope;
  return {
    id,
    title: id,
    description: '',
    risk: 'disruptive',
    role: 'operator',
    timeoutMs: 60_000,
    paramsSchema:
      source === 'host'
        ? { type: 'object', properties: {}, additionalProperties: false }
        : {
            type: 'object',
            properties: { [source]: { type: 'string', 'x-source': source } },
            required: [source],
            additionalProperties: false,
          },
    confirmation: 'none',
    reasonRequired: false,
    scope,
    allowedServices: null,
    allowedProjects: null,
    ...change,
  };
}
