import { describe, expect, it } from '@jest/globals';
import { aContainer } from '../testing/a-container.ts';
import { conditionOf } from './container-condition.ts';

const NOW = Date.parse('2026-06-18T12:00:00.000Z');
const NO_RESTART = { name: 'no', maximumRetries: 0 } as const;
const ALWAYS = { name: 'always', maximumRetries: 0 } as const;
const ON_FAILURE = { name: 'on-failure', maximumRetries: 3 } as const;

describe('conditionOf', () => {
  it.each([
    ['a one-shot that ended well', { restartPolicy: NO_RESTART, exitCode: 0 }, false, 'completed'],
    [
      'a one-shot with retries that ended well',
      { restartPolicy: ON_FAILURE, exitCode: 0 },
      false,
      'completed',
    ],
    ['a one-shot that failed', { restartPolicy: NO_RESTART, exitCode: 1 }, false, 'failed'],
    [
      'a program that was asked to end (SIGTERM)',
      { restartPolicy: NO_RESTART, exitCode: 143 },
      false,
      'stopped',
    ],
    [
      'a program that was asked to end (SIGINT)',
      { restartPolicy: NO_RESTART, exitCode: 130 },
      false,
      'stopped',
    ],
    ['a program that was killed', { restartPolicy: NO_RESTART, exitCode: 137 }, false, 'failed'],
    [
      'a program that was killed because a stop took too long',
      { restartPolicy: NO_RESTART, exitCode: 137 },
      true,
      'stopped',
    ],
    [
      'a server that somebody stopped and that ended well',
      { restartPolicy: ALWAYS, exitCode: 0 },
      false,
      'stopped',
    ],
    [
      'a server that stays down although it always restarts',
      { restartPolicy: ALWAYS, exitCode: 137 },
      false,
      'stopped',
    ],
    [
      'a program that ran out of memory',
      { restartPolicy: NO_RESTART, exitCode: 137, oomKilled: true },
      false,
      'failed',
    ],
    [
      'a program that ran out of memory while being stopped',
      { restartPolicy: ALWAYS, exitCode: 137, oomKilled: true },
      true,
      'failed',
    ],
    [
      'a container the engine could not start',
      { restartPolicy: ALWAYS, exitCode: 127, engineMessage: 'exec: no such file' },
      false,
      'failed',
    ],
    [
      'a container that used up its retries',
      { restartPolicy: ON_FAILURE, exitCode: 1, restartCount: 3 },
      false,
      'failed',
    ],
  ] as const)('%s', (_case, facts, stopSeen, expected) => {
    const container = aContainer({ state: 'exited', ...facts });
    expect(conditionOf(container, stopSeen, NOW)).toEqual({ condition: expected, reviewAt: null });
  });

  it.each([
    ['paused', 'paused'],
    ['restarting', 'restarting'],
    ['removing', 'stopped'],
    ['dead', 'failed'],
    ['created', 'stopped'],
    ['running', 'running'],
  ] as const)('takes the engine’s %s for %s', (state, expected) => {
    expect(conditionOf(aContainer({ state }), false, NOW).condition).toBe(expected);
  });

  it('takes a container that was created but could not be started for failed', () => {
    const container = aContainer({
      state: 'created',
      exitCode: 128,
      engineMessage: 'port is already allocated',
    });
    expect(conditionOf(container, false, NOW).condition).toBe('failed');
  });

  it('counts the short run between two crashes as restarting, and says when to look again', () => {
    const startedAt = new Date(NOW - 3_000).toISOString();
    const container = aContainer({ restartCount: 4, startedAt });
    expect(conditionOf(container, false, NOW)).toEqual({ condition: 'restarting', reviewAt: NOW + 7_000 });
    expect(conditionOf(container, false, NOW + 7_000)).toEqual({ condition: 'running', reviewAt: null });
  });

  it('does not suspect a fresh start that nothing preceded', () => {
    const startedAt = new Date(NOW - 1).toISOString();
    expect(conditionOf(aContainer({ startedAt }), false, NOW).condition).toBe('running');
  });
});
