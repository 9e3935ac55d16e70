import { describe, expect, it } from '@jest/globals';
import type { EngineState } from '#shared/engine';
import type { ContainerFacts } from '../container-facts.ts';
import { aContainer } from '../testing/a-container.ts';
import { deriveAttention } from './derive-attention.ts';
import { ServiceDirectory } from './service-directory.ts';

const NOW = Date.parse('2026-06-18T12:00:00.000Z');
const CONNECTED: EngineState = {
  status: 'connected',
  kind: 'docker',
  version: '28.5.2',
  apiVersion: '1.51',
  since: '',
  error: null,
};

function attentionFor(...containers: readonly ContainerFacts[]) {
  const directory = new ServiceDirectory();
  directory.replaceAll(containers);
  directory.commit(NOW, false);
  return directory.attention(CONNECTED);
}

describe('deriveAttention', () => {
  it('finds nothing where all is well', () => {
    const oneShot = aContainer({
      state: 'exited',
      exitCode: 0,
      restartPolicy: { name: 'no', maximumRetries: 0 },
    });
    expect(attentionFor(aContainer(), oneShot)).toEqual([]);
  });

  it('names the exit code and what it means', () => {
    const failed = {
      state: 'exited',
      restartPolicy: { name: 'no', maximumRetries: 0 },
      finishedAt: '2026-06-17T21:00:00.000Z',
    } as const;
    expect(attentionFor(aContainer({ ...failed, exitCode: 137, oomKilled: true }))).toEqual([
      {
        id: 'failed:media/jellyfin',
        kind: 'failed',
        service: 'media/jellyfin',
        title: 'jellyfin failed',
        detail: 'Exit code 137, out of memory',
        since: '2026-06-17T21:00:00.000Z',
      },
    ]);
    expect(attentionFor(aContainer({ ...failed, exitCode: 139 }))[0]?.detail).toBe('Exit code 139 (SIGSEGV)');
    expect(attentionFor(aContainer({ ...failed, exitCode: 2 }))[0]?.detail).toBe('Exit code 2');
  });

  it('says how many of several containers failed', () => {
    const failed = aContainer({
      state: 'exited',
      exitCode: 1,
      restartPolicy: { name: 'no', maximumRetries: 0 },
    });
    expect(attentionFor(aContainer(), failed)[0]?.title).toBe('1 of 2 containers of jellyfin failed');
  });

  it('tells a health check that fails from one that times out, and since when', () => {
    const probe = (startedAt: string, exitCode: number, output = '') => ({
      startedAt,
      endedAt: startedAt,
      exitCode,
      output,
    });
    const check = { intervalMs: 30_000, timeoutMs: 5_000, retries: 3, startPeriodMs: 0, failingStreak: 2 };
    const failing = aContainer({
      health: 'unhealthy',
      healthCheck: {
        ...check,
        log: [probe('t1', 1), probe('t2', 0), probe('t3', 1), probe('t4', 1, 'HTTP 500')],
      },
    });
    expect(attentionFor(failing)[0]).toMatchObject({
      detail: 'Health check failed 2 times in a row',
      since: 't3',
    });
    const hanging = aContainer({
      health: 'unhealthy',
      healthCheck: {
        ...check,
        failingStreak: 1,
        log: [probe('t1', -1, 'Health check exceeded timeout (5s)')],
      },
    });
    expect(attentionFor(hanging)[0]?.detail).toBe('Health check timed out once');
  });

  it('puts the engine first, then what is down, then what is ill', () => {
    const directory = new ServiceDirectory();
    directory.replaceAll([
      aContainer({ name: 'a', compose: null, health: 'unhealthy' }),
      aContainer({ name: 'b', compose: null, state: 'restarting', restartCount: 7, exitCode: 1 }),
      aContainer({ name: 'c', compose: null, state: 'dead', exitCode: 1 }),
    ]);
    directory.commit(NOW, false);
    const error = {
      code: 'engine_lost',
      message: 'It closed the connection.',
      action: '',
      retryAt: null,
    } as const;
    const items = directory.attention({ ...CONNECTED, status: 'unreachable', since: 'then', error });
    expect(items.map(({ kind, title }) => [kind, title])).toEqual([
      ['engine', 'The Docker Engine cannot be used'],
      ['failed', 'c failed'],
      ['crash-loop', 'b keeps restarting'],
      ['unhealthy', 'a is unhealthy'],
    ]);
    expect(items[2]?.detail).toBe('Exit code 1. Restarted 7 times');
  });
});

it('needs no directory to judge nothing', () => {
  expect(deriveAttention(CONNECTED, [])).toEqual([]);
});
