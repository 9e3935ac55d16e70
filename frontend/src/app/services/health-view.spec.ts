import { describe, expect, it } from '@jest/globals';
import type { HealthProbe } from '#shared/service-detail';
import { healthViewOf } from './health-view';

const probe = (exitCode: number, output = ''): HealthProbe => ({
  startedAt: '2026-06-18T12:00:00.000Z',
  endedAt: '2026-06-18T12:00:00.012Z',
  exitCode,
  output,
});
const check = {
  intervalMs: 30_000,
  timeoutMs: 5_000,
  retries: 3,
  startPeriodMs: 0,
  failingStreak: 0,
  log: [],
};

describe('healthViewOf', () => {
  it('counts what passed and tells how the last one went', () => {
    expect(healthViewOf({ ...check, log: [probe(1), probe(0, ' HTTP 200\n')] })).toMatchObject({
      summary: '1 of 2 passed.',
      lastWords: 'passed in 12\u00A0ms.',
      output: 'HTTP 200',
      pips: [{ failed: true }, { failed: false }],
    });
  });

  it('says how many failed in a row, and how many are too many', () => {
    const view = healthViewOf({ ...check, failingStreak: 2, log: [probe(0), probe(1), probe(28)] });
    expect(view).toMatchObject({ summary: '1 of 3 passed. 2 failed in a row, unhealthy from 3.' });
    expect(view?.lastWords).toBe('failed with exit code 28 after 12\u00A0ms.');
  });

  it('knows that there may be no check, or none yet', () => {
    expect(healthViewOf(null)).toBeNull();
    expect(healthViewOf(check)?.last).toBeNull();
  });
});
