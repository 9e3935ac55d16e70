import type { Service } from '#shared/service';
import type { StatusLook, Tone } from '../../ui/status/status';

/** What a service's state looks like. */
export function statusOf(service: Service): StatusLook {
  switch (service.state) {
    case 'running':
      return runningStatusOf(service);
    case 'partial':
      return { glyph: 'is-warn', word: 'Degraded', tone: 'warn' };
    case 'restarting':
      return { glyph: 'is-bad', word: 'Restarting', tone: 'bad' };
    case 'paused':
      return { glyph: 'is-paused', word: 'Paused', tone: 'off' };
    case 'stopped':
      return { glyph: 'is-stopped', word: 'Stopped', tone: 'off' };
    case 'failed':
      return { glyph: 'is-bad', word: failedWordOf(service), tone: 'bad' };
    case 'completed':
      return { glyph: 'is-ok', word: 'Completed', tone: 'ok' };
  }
}

/** How a state looks that was true once: the picture is too old to say more. */
export const UNKNOWN_STATUS: StatusLook = { glyph: 'is-unknown', word: 'Unknown', tone: 'off' };

/** Since when the state holds (ISO 8601): for what simply runs, since it was last started. */
export function statusSince(service: Service): string {
  if (service.state !== 'running' || service.health === 'unhealthy') return service.updatedAt;
  const starts = service.containers
    .map(({ startedAt }) => startedAt)
    .filter((startedAt) => startedAt !== null);
  return starts.sort().at(-1) ?? service.updatedAt;
}

/** Orders by how much a state asks to be looked at: the worst first. */
export function severityOf(service: Service): number {
  return SEVERITY[statusOf(service).tone];
}

const SEVERITY: Readonly<Record<Tone, number>> = { bad: 0, warn: 1, accent: 2, off: 3, ok: 4 };

function runningStatusOf({ health }: Service): StatusLook {
  switch (health) {
    case 'healthy':
      return { glyph: 'is-ok', word: 'Healthy', tone: 'ok' };
    case 'unhealthy':
      return { glyph: 'is-bad', word: 'Unhealthy', tone: 'bad' };
    case 'starting':
      return { glyph: 'is-starting', word: 'Starting', tone: 'accent' };
    case 'none':
      return { glyph: 'is-running', word: 'Running', tone: 'ok' };
  }
}

function failedWordOf({ containers }: Service): string {
  const exitCode = containers
    .map((container) => container.exitCode)
    .find((code) => code !== null && code !== 0);
  return exitCode === undefined ? 'Failed' : `Exited ${exitCode}`;
}
