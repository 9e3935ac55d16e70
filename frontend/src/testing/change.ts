import type { Change } from '#shared/change';

/** A change that was seen outside, except for what the test says. */
export function aChange(facts: Partial<Change> = {}): Change {
  return {
    id: 'c-1',
    at: '2026-06-18T14:02:31.000Z',
    kind: 'recreated',
    service: 'vault/vaultwarden',
    project: 'vault',
    title: 'vaultwarden was recreated',
    detail: 'Different: environment',
    tone: 'neutral',
    actor: 'outside',
    operationId: null,
    status: null,
    before: null,
    after: null,
    known: 'The engine reported it.',
    ...facts,
  };
}
