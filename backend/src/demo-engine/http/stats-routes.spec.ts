import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field } from '../conformance/probe.ts';
import { SpecEngines } from '../spec-client.ts';

/** As every client works it out. */
function cpuPercent(sample: unknown): number {
  const number = (...keys: readonly string[]): number => Number(field(sample, ...keys));
  const used =
    number('cpu_stats', 'cpu_usage', 'total_usage') - number('precpu_stats', 'cpu_usage', 'total_usage');
  const passed = number('cpu_stats', 'system_cpu_usage') - number('precpu_stats', 'system_cpu_usage');
  return (used / passed) * number('cpu_stats', 'online_cpus') * 100;
}

describe('GET /containers/{id}/stats', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('gives numbers from which a client works out what the service uses', async () => {
    const spec = await engines.start({ still: true });
    const jellyfin = await spec.json('/containers/media-jellyfin-1/stats?stream=0');
    expect(cpuPercent(jellyfin)).toBeGreaterThan(4);
    expect(cpuPercent(jellyfin)).toBeLessThan(90);
    expect(Number(field(jellyfin, 'memory_stats', 'usage'))).toBeGreaterThan(1e9);
    expect(field(jellyfin, 'memory_stats', 'limit')).toBe(4 * 2 ** 30);
    expect(Object.keys(field(jellyfin, 'networks') as object)).toEqual(['eth0', 'eth1']);
  }, 10_000);

  it('streams a sample a second, each with the one before', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/containers/edge-traefik-1/stats');
    spec.lab.advance(1_000);
    spec.lab.advance(1_000);
    spec.lab.advance(1_000);
    await stream.until(({ lines }) => lines.length >= 3);
    const [first, second, third] = stream.lines;
    expect(field(first, 'preread')).toBe('0001-01-01T00:00:00Z');
    expect(field(second, 'preread')).toBe(field(first, 'read'));
    expect(field(third, 'precpu_stats')).toEqual(field(second, 'cpu_stats'));
    stream.close();
  });

  it('goes on with noughts for what has ended, and ends for what is gone', async () => {
    const spec = await engines.start({ still: true });
    const stream = await spec.stream('/containers/paperless-backup-1/stats');
    spec.lab.advance(1_000);
    await stream.until(({ lines }) => lines.length === 1);
    expect(field(stream.lines[0], 'memory_stats')).toEqual({});
    spec.lab.remove('paperless-backup-1');
    spec.lab.advance(1_000);
    await stream.until(({ end }) => end === 'complete');
  });
});
