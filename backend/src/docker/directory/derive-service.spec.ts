import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aContainer } from '../testing/a-container.ts';
import { deriveService, serviceState, worstHealth } from './derive-service.ts';

const IDENTITY = { key: 'media/jellyfin', project: 'media', name: 'jellyfin' };
const CONDITIONS = ['running', 'restarting', 'paused', 'stopped', 'failed', 'completed'] as const;

describe('serviceState', () => {
  it.each(CONDITIONS)('is %s if all containers are', (condition) => {
    expect(serviceState([condition, condition])).toBe(condition);
  });

  it.each([
    [['running', 'stopped'], 'partial'],
    [['running', 'failed'], 'partial'],
    [['running', 'completed'], 'partial'],
    [['running', 'paused'], 'partial'],
    [['running', 'restarting'], 'restarting'],
    [['stopped', 'failed'], 'failed'],
    [['completed', 'failed'], 'failed'],
    [['completed', 'stopped'], 'stopped'],
    [['paused', 'stopped'], 'paused'],
  ] as const)('of %j is %s', (conditions, expected) => {
    expect(serviceState(conditions)).toBe(expected);
  });

  it('does not depend on the order of the containers', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CONDITIONS), { minLength: 1, maxLength: 5 }), (conditions) => {
        expect(serviceState(conditions.toReversed())).toBe(serviceState(conditions));
      }),
    );
  });
});

describe('worstHealth', () => {
  it.each([
    [['healthy', 'unhealthy', 'none'], 'unhealthy'],
    [['healthy', 'starting'], 'starting'],
    [['none', 'healthy'], 'healthy'],
    [['none', 'none'], 'none'],
  ] as const)('of %j is %s', (healths, expected) => {
    expect(worstHealth(healths)).toBe(expected);
  });
});

describe('deriveService', () => {
  it('dates the service by the latest thing the engine or the watcher dated', () => {
    const container = aContainer({
      startedAt: '2026-06-01T10:00:00.000Z',
      finishedAt: '2026-06-02T10:00:00.000Z',
    });
    const judged = [{ facts: container, condition: 'stopped' as const, lastExitCode: 0 }];
    expect(deriveService(IDENTITY, judged, 0).updatedAt).toBe('2026-06-02T10:00:00.000Z');
    const seen = Date.parse('2026-06-03T10:00:00.000Z');
    expect(deriveService(IDENTITY, judged, seen).updatedAt).toBe('2026-06-03T10:00:00.000Z');
  });

  it('orders replicas by number, not by letter', () => {
    const judged = ['media-web-10', 'media-web-2', 'media-web-1'].map((name) => ({
      facts: aContainer({ name }),
      condition: 'running' as const,
      lastExitCode: null,
    }));
    expect(deriveService(IDENTITY, judged, 0).containers.map(({ name }) => name)).toEqual([
      'media-web-1',
      'media-web-2',
      'media-web-10',
    ]);
  });

  it('gives the exit code of what has ended, and none of what runs', () => {
    const [ended, running] = deriveService(
      IDENTITY,
      [
        {
          facts: aContainer({ name: 'a', state: 'exited', exitCode: 3 }),
          condition: 'failed',
          lastExitCode: 3,
        },
        { facts: aContainer({ name: 'b', exitCode: 0 }), condition: 'running', lastExitCode: null },
      ],
      0,
    ).containers;
    expect([ended?.exitCode, running?.exitCode]).toEqual([3, null]);
  });
});
