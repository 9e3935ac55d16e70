import { type Container } from '../model/container.ts';
import { HOUR, MINUTE, SECOND, type Micros, type Moment } from '../model/moment.ts';

/** Such as `Up 4 weeks (healthy)`, `Exited (137) 15 hours ago`, `Restarting (1) 12 seconds ago`. */
export function statusText(container: Container, now: Moment): string {
  const up = `Up ${duration(now - (container.startedAt ?? now))}`;
  const ended = `(${container.exitCode}) ${duration(now - (container.finishedAt ?? now))} ago`;
  switch (container.state) {
    case 'created':
      return 'Created';
    case 'running':
      return `${up}${healthText(container)}`;
    case 'paused':
      return `${up} (Paused)`;
    case 'restarting':
      return `Restarting ${ended}`;
    case 'exited':
      return `Exited ${ended}`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
  }
}

function healthText({ health }: Container): string {
  if (health === null) return '';
  return health.status === 'starting' ? ' (health: starting)' : ` (${health.status})`;
}

/** As the engine rounds it: below two weeks in days, then weeks, from about two months on in months. */
export function duration(time: Micros): string {
  const seconds = Math.floor(time / SECOND);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(time / MINUTE);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(time / HOUR + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(time / HOUR / 24 / 365)} years`;
}
