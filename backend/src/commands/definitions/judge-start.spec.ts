import { describe, expect, it } from '@jest/globals';
import type { ContainerFacts } from '../../docker/public.ts';
import { aContainer } from '../../docker/testing/a-container.ts';
import { HEALTH_WAIT_MAX_MS, healthWindowMs, judgeStart, SETTLE_MS } from './judge-start.ts';

const RUN = '2026-06-18T14:00:00.000Z';

const check: NonNullable<ContainerFacts['healthCheck']> = {
  intervalMs: 10_000,
  timeoutMs: 5_000,
  retries: 3,
  startPeriodMs: 60_000,
  failingStreak: 0,
  log: [],
};
const probe = (exitCode: number, output: string): ContainerFacts['healthCheck'] => ({
  ...check,
  log: [
    { startedAt: RUN, endedAt: RUN, exitCode: 0, output: 'earlier' },
    { startedAt: RUN, endedAt: RUN, exitCode, output },
  ],
});
const container = (facts: Partial<ContainerFacts>): ContainerFacts =>
  aContainer({ name: 'web', startedAt: RUN, ...facts });

describe('judgeStart', () => {
  it('lets a container without a health check settle', () => {
    const facts = container({ health: 'none' });
    expect(judgeStart(facts, null, 0)).toEqual({ status: 'pending' });
    expect(judgeStart(facts, RUN, SETTLE_MS - 1)).toEqual({ status: 'pending' });
    expect(judgeStart(facts, RUN, SETTLE_MS)).toEqual({ status: 'well', how: 'running' });
  });

  it('waits for the health check as long as the check itself asks for', () => {
    const facts = container({ health: 'starting', healthCheck: check });
    const window = 60_000 + 4 * 15_000;
    expect(healthWindowMs(facts)).toBe(window);
    expect(judgeStart(facts, RUN, window - 1)).toEqual({ status: 'pending' });
    expect(judgeStart(facts, RUN, window)).toMatchObject({ status: 'failed', code: 'health_unknown' });
    expect(judgeStart({ ...facts, health: 'healthy' }, RUN, 1)).toEqual({ status: 'well', how: 'healthy' });
  });

  it('waits for no check for ever', () => {
    const healthCheck = { ...check, startPeriodMs: 86_400_000 };
    expect(healthWindowMs(container({ healthCheck }))).toBe(HEALTH_WAIT_MAX_MS);
  });

  it('repeats what a failing check says last, as one line of text', () => {
    const output = '\u001b[31mHTTP 503\u001b[0m\n<b>down</b>\u0007';
    const facts = container({ health: 'unhealthy', healthCheck: probe(1, output) });
    expect(judgeStart(facts, RUN, 1)).toMatchObject({
      status: 'failed',
      code: 'health_check_failed',
      message: expect.stringContaining('“[31mHTTP 503 [0m <b>down</b>” (exit code 1)'),
    });
  });

  it('keeps the message short, whatever the check says', () => {
    const facts = container({ health: 'unhealthy', healthCheck: probe(1, 'x'.repeat(4_096)) });
    const verdict = judgeStart(facts, RUN, 1);
    expect(verdict.status === 'failed' ? verdict.message.length : 0).toBeLessThan(500);
  });

  it.each([
    [probe(-1, ''), 'it says nothing (it took too long)'],
    [{ ...check, log: [] }, 'it says nothing (exit code unknown)'],
  ])('names a check that says nothing', (healthCheck, words) => {
    const verdict = judgeStart(container({ health: 'unhealthy', healthCheck }), RUN, 1);
    expect(verdict).toMatchObject({ message: expect.stringContaining(words) });
  });

  it.each([
    ['an exit code', { exitCode: 3 }, 'exit code 3'],
    ['memory', { exitCode: 137, oomKilled: true }, 'ran out of memory'],
    ['the engine’s words', { exitCode: 127, engineMessage: 'exec: not found' }, '“exec: not found”'],
  ] as const)('tells of an end right after the start, with %s', (_what, facts, words) => {
    const verdict = judgeStart(container({ state: 'exited', ...facts }), RUN, 100);
    expect(verdict).toMatchObject({
      status: 'failed',
      code: 'exited',
      exitCode: facts.exitCode,
      message: expect.stringContaining(words),
    });
  });

  it.each([
    ['no', 0, 'well'],
    ['on-failure', 0, 'well'],
    ['no', 1, 'failed'],
    ['unless-stopped', 0, 'failed'],
    ['always', 0, 'failed'],
  ] as const)('takes an end with policy %s and exit code %s for %s', (name, exitCode, status) => {
    const restartPolicy = { name, maximumRetries: 0 };
    expect(judgeStart(container({ state: 'exited', exitCode, restartPolicy }), RUN, 100).status).toBe(status);
  });

  it('notices a crash loop by its state and between two crashes', () => {
    expect(judgeStart(container({ state: 'restarting', exitCode: 1 }), RUN, 100)).toMatchObject({
      code: 'exited',
      exitCode: 1,
    });
    const again = container({ startedAt: '2026-06-18T14:00:01.000Z', health: 'none' });
    expect(judgeStart(again, RUN, SETTLE_MS)).toMatchObject({ status: 'failed', code: 'exited' });
  });

  it.each([
    ['created', 'not_started'],
    ['paused', 'paused'],
    ['removing', 'container_gone'],
  ] as const)('fails for a container that is %s', (state, code) => {
    expect(judgeStart(container({ state }), RUN, 100)).toMatchObject({ status: 'failed', code });
  });
});
