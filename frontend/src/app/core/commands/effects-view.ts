import type { CommandStats } from '#shared/operation';
import type { Service } from '#shared/service';
import type { IconName } from '../../ui/icon/icons';
import { duration } from '../../ui/time/format-time';
import type { CommandDescriptor } from '#shared/command';
import { servicesOf, type Target } from './target';

/** One thing that will happen, told before it does. */
export interface Effect {
  readonly icon: IconName;
  /** What counts: `3 containers`. */
  readonly strong: string;
  readonly text: string;
}

/** Fewer say nothing about the next one. */
const RUNS_MIN = 3;

/** @param stats of this command in the last 30 days; null where nothing is known */
export function effectsOf(
  command: CommandDescriptor,
  target: Target,
  all: readonly Service[],
  stats: CommandStats | null,
): readonly Effect[] {
  return [
    ...ownEffectsOf(command.id, target, all, stats),
    ...portsOf(command.id, target),
    ...historyOf(stats),
  ];
}

function ownEffectsOf(
  id: string,
  target: Target,
  all: readonly Service[],
  stats: CommandStats | null,
): readonly Effect[] {
  const running = servicesOf(target).flatMap(({ containers }) =>
    containers.filter(({ state }) => state === 'running' || state === 'paused'),
  );
  const containers = count(running.length, 'running container');
  const one = running.length === 1;
  switch (id) {
    case 'service.stop':
    case 'compose.stop':
      return [
        {
          icon: 'stop',
          strong: containers,
          text: `${one ? 'stops and stays' : 'stop and stay'} stopped until somebody starts ${one ? 'it' : 'them'}`,
        },
      ];
    case 'service.restart':
    case 'compose.restart':
      return [{ icon: 'restart', strong: containers, text: `${one ? 'is' : 'are'} away ${awayOf(stats)}` }];
    case 'compose.up':
      return [
        {
          icon: 'raise',
          strong: count(servicesOf(target).length, 'service'),
          text: 'compared with the compose file: what differs is recreated, what is missing is started',
        },
      ];
    case 'docker.pull-all':
      return [
        { icon: 'download', strong: count(imagesOf(all), 'image'), text: 'pulled, each once' },
        { icon: 'pulse', strong: 'No container', text: 'is restarted by it' },
      ];
    case 'docker.pull':
    case 'compose.pull':
      return [{ icon: 'pulse', strong: 'No container', text: 'is restarted by it' }];
    default:
      return [];
  }
}

function awayOf(stats: CommandStats | null): string {
  const p50Ms = stats?.p50Ms ?? null;
  if (stats === null || p50Ms === null || stats.runs < RUNS_MIN)
    return 'until the engine says they run again';
  return `for about ${duration(p50Ms)}`;
}

/** What people reach from elsewhere and will not reach meanwhile. */
function portsOf(id: string, target: Target): readonly Effect[] {
  if (!/\.(stop|restart)$/.test(id)) return [];
  const ports = servicesOf(target).flatMap(({ containers }) =>
    containers.flatMap(({ ports: all }) => all.flatMap(({ publicPort }) => publicPort ?? [])),
  );
  const distinct = [...new Set(ports)].sort((a, b) => a - b);
  if (distinct.length === 0) return [];
  return [
    {
      icon: 'link',
      strong: distinct.length === 1 ? `Port ${distinct.join('')}` : `Ports ${distinct.join(', ')}`,
      text: `${distinct.length === 1 ? 'does' : 'do'} not answer meanwhile`,
    },
  ];
}

function historyOf(stats: CommandStats | null): readonly Effect[] {
  const p50Ms = stats?.p50Ms ?? null;
  if (stats === null || p50Ms === null || stats.runs < RUNS_MIN) return [];
  const failed = stats.failed === 0 ? 'none failed' : `${stats.failed} failed`;
  return [
    {
      icon: 'clock',
      strong: `${duration(p50Ms)} in the middle`,
      text: `of ${stats.runs} runs in 30 days, ${failed}`,
    },
  ];
}

function imagesOf(services: readonly Service[]): number {
  return new Set(services.flatMap(({ containers }) => containers.map(({ image }) => image))).size;
}

function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? '' : 's'}`;
}
