import { describe, expect, it } from '@jest/globals';
import type { Service } from '#shared/service';
import { containerWith, NOON, serviceWith } from '../../../testing/services';
import { severityOf, statusOf, statusSince } from './service-status';

const EARLIER = '2026-06-09T18:02:00.000Z';
const wordOf = (change: Partial<Service>): string => statusOf(serviceWith('media/jellyfin', change)).word;

describe('statusOf', () => {
  it('has a word for every state', () => {
    expect(wordOf({ health: 'healthy' })).toBe('Healthy');
    expect(wordOf({ health: 'unhealthy' })).toBe('Unhealthy');
    expect(wordOf({ health: 'starting' })).toBe('Starting');
    expect(wordOf({ health: 'none' })).toBe('Running');
    expect(wordOf({ state: 'partial' })).toBe('Degraded');
    expect(wordOf({ state: 'restarting' })).toBe('Restarting');
    expect(wordOf({ state: 'paused' })).toBe('Paused');
    expect(wordOf({ state: 'stopped' })).toBe('Stopped');
    expect(wordOf({ state: 'completed' })).toBe('Completed');
  });

  it('names the exit code of what failed, if there is one', () => {
    const failed = (exitCode: number | null): string =>
      wordOf({ state: 'failed', containers: [containerWith({ exitCode })] });
    expect(failed(137)).toBe('Exited 137');
    expect(failed(null)).toBe('Failed');
  });

  it('never tells two states apart by colour alone', () => {
    const looks = (['running', 'partial', 'restarting', 'paused', 'stopped', 'completed'] as const).map(
      (state) => statusOf(serviceWith('a/b', { state })),
    );
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
  });
});

describe('statusSince', () => {
  it('counts what runs from its last start', () => {
    const containers = [containerWith({ startedAt: EARLIER }), containerWith({ startedAt: NOON })];
    expect(statusSince(serviceWith('a/b', { containers, updatedAt: EARLIER }))).toBe(NOON);
  });

  it('counts everything else from its last change', () => {
    expect(statusSince(serviceWith('a/b', { state: 'stopped', updatedAt: EARLIER }))).toBe(EARLIER);
    expect(statusSince(serviceWith('a/b', { health: 'unhealthy', updatedAt: EARLIER }))).toBe(EARLIER);
  });
});

describe('severityOf', () => {
  it('puts the worst first', () => {
    const states = ['completed', 'stopped', 'partial', 'failed'] as const;
    const sorted = states
      .map((state) => serviceWith('a/b', { state }))
      .sort((a, b) => severityOf(a) - severityOf(b));
    expect(sorted.map(({ state }) => state)).toEqual(['failed', 'partial', 'stopped', 'completed']);
  });
});
