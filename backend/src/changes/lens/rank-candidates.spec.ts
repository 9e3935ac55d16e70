import { describe, expect, it } from '@jest/globals';
import type { Change } from '#shared/change';
import { rankCandidates } from './rank-candidates.ts';

const MINUTE = 60_000;
const FAILED_AT = Date.parse('2026-06-18T14:26:18.000Z');

function change(id: string, minutesBefore: number, facts: Partial<Change>): Change {
  return {
    id,
    at: new Date(FAILED_AT - minutesBefore * MINUTE).toISOString(),
    kind: 'recreated',
    service: 'immich/server',
    project: 'immich',
    title: id,
    detail: '',
    tone: 'neutral',
    actor: 'outside',
    operationId: null,
    status: null,
    before: null,
    after: null,
    known: '',
    ...facts,
  };
}

const FAILURE = change('c-9', 0, { kind: 'health', tone: 'bad', service: 'immich/ml' });
const NO_NETWORKS = { networksOf: new Map<string, readonly string[]>() };

const rank = (changes: readonly Change[], neighbourhood = NO_NETWORKS) =>
  rankCandidates(FAILURE, changes, neighbourhood).map(({ change: { id }, relation, distanceMs }) => [
    id,
    relation,
    distanceMs / MINUTE,
  ]);

describe('rankCandidates', () => {
  it('puts the nearest first, three at the most, and keeps the last change to the service itself', () => {
    expect(
      rank([
        change('own, long ago', 18 * 24 * 60, { service: 'immich/ml', kind: 'updated' }),
        change('a', 4, {}),
        change('b', 24, {}),
        change('c', 30, {}),
      ]),
    ).toEqual([
      ['a', 'same-project', 4],
      ['b', 'same-project', 24],
      ['own, long ago', 'same-service', 18 * 24 * 60],
    ]);
  });

  it('says what connects the two', () => {
    const networksOf = new Map([
      ['immich/ml', ['bridge', 'proxy']],
      ['edge/traefik', ['proxy']],
      ['home/mosquitto', ['bridge']],
    ]);
    expect(
      rank(
        [
          change('traefik', 1, { service: 'edge/traefik', project: 'edge' }),
          change('host', 2, { service: null, project: null, kind: 'host' }),
          change('mosquitto', 3, { service: 'home/mosquitto', project: 'home' }),
        ],
        { networksOf },
      ),
    ).toEqual([
      ['traefik', 'shared-network', 1],
      ['host', 'host', 2],
      ['mosquitto', 'other', 3],
    ]);
  });

  it('leaves out what came after, what got better, and the failures themselves', () => {
    expect(
      rank([
        FAILURE,
        change('later', -1, {}),
        change('better', 1, { tone: 'good', kind: 'health' }),
        change('failed before', 2, { service: 'immich/ml', kind: 'health', tone: 'bad' }),
      ]),
    ).toEqual([]);
  });

  it('looks less far back the less there is in common', () => {
    expect(
      rank([
        change('another project, two hours ago', 120, { service: 'home/x', project: 'home' }),
        change('same project, two days ago', 2 * 24 * 60, {}),
      ]),
    ).toEqual([]);
  });

  it('tells an operation once, not again by what it did', () => {
    expect(
      rank([
        change('o-1', 5, { kind: 'operation', service: null, operationId: '1' }),
        change('done by it', 4, { operationId: '1' }),
      ]),
    ).toEqual([['o-1', 'same-service', 5]]);
  });
});
