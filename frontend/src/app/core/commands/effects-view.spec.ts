import { describe, expect, it } from '@jest/globals';
import type { CommandStats } from '#shared/operation';
import { commandWith } from '../../../testing/operations';
import { containerWith, serviceWith } from '../../../testing/services';
import { effectsOf } from './effects-view';
import type { Target } from './target';

const port = { privatePort: 80, protocol: 'tcp', publicPort: 8096, hostIp: null };
const jellyfin = serviceWith('media/jellyfin', { containers: [containerWith({ ports: [port, port] })] });
const media: Target = {
  kind: 'project',
  project: 'media',
  services: [jellyfin, serviceWith('media/sonarr', { containers: [containerWith({ state: 'exited' })] })],
};
const stats = (runs: number): CommandStats => ({
  command: 'compose.restart',
  runs,
  succeeded: runs - 1,
  failed: 1,
  successRate: 0.9,
  meanMs: 9_000,
  p50Ms: 8_400,
  p95Ms: 20_000,
  lastRunAt: null,
});
const told = (id: string, target: Target, known: CommandStats | null = null): readonly string[] =>
  effectsOf(commandWith(id), target, [jellyfin], known).map(({ strong, text }) =>
    `${strong} ${text}`.replaceAll('\u00A0', ' '),
  );

describe('effectsOf', () => {
  it('counts what stops and names the ports that go quiet', () => {
    expect(told('compose.stop', media)).toEqual([
      '1 running container stops and stays stopped until somebody starts it',
      'Port 8096 does not answer meanwhile',
    ]);
  });

  it('says how long from history, once there is some', () => {
    expect(told('compose.restart', media, stats(12))).toEqual([
      '1 running container is away for about 8.4 s',
      'Port 8096 does not answer meanwhile',
      '8.4 s in the middle of 12 runs in 30 days, 1 failed',
    ]);
    expect(told('compose.restart', media, stats(2))[0]).toContain('until the engine says');
    expect(told('compose.restart', media, stats(2))).toHaveLength(2);
  });

  it('says that a pull restarts nothing', () => {
    expect(told('docker.pull-all', { kind: 'host' })).toEqual([
      '1 image pulled, each once',
      'No container is restarted by it',
    ]);
  });
});
