import { describe, expect, it } from '@jest/globals';
import { type Container } from '../model/container.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../model/moment.ts';
import { duration, statusText } from './status-text.ts';

const NOW = 1e15;

describe('the status of a container in words', () => {
  it.each([
    [0.5 * SECOND, 'Less than a second'],
    [SECOND, '1 second'],
    [59 * SECOND, '59 seconds'],
    [60 * SECOND, 'About a minute'],
    [119 * SECOND, 'About a minute'],
    [2 * MINUTE, '2 minutes'],
    [59 * MINUTE, '59 minutes'],
    [HOUR, 'About an hour'],
    [89 * MINUTE, 'About an hour'],
    [90 * MINUTE, '2 hours'],
    [47 * HOUR, '47 hours'],
    [48 * HOUR, '2 days'],
    [13 * DAY, '13 days'],
    [14 * DAY, '2 weeks'],
    [31 * DAY, '4 weeks'],
    [60 * DAY, '2 months'],
    [400 * DAY, '13 months'],
    [800 * DAY, '2 years'],
  ])('%d µs are %s', (time, text) => {
    expect(duration(time)).toBe(text);
  });

  it.each<[Partial<Container>, string]>([
    [{ state: 'created' }, 'Created'],
    [{ state: 'running', health: null }, 'Up 6 seconds'],
    [
      { state: 'running', health: { status: 'starting' } as Container['health'] },
      'Up 6 seconds (health: starting)',
    ],
    [
      { state: 'running', health: { status: 'unhealthy' } as Container['health'] },
      'Up 6 seconds (unhealthy)',
    ],
    [{ state: 'paused', health: { status: 'healthy' } as Container['health'] }, 'Up 6 seconds (Paused)'],
    [{ state: 'restarting', exitCode: 3 }, 'Restarting (3) 2 seconds ago'],
    [{ state: 'exited', exitCode: 137 }, 'Exited (137) 2 seconds ago'],
    [{ state: 'dead' }, 'Dead'],
  ])('%j reads %s', (container, text) => {
    const times = { startedAt: NOW - 6 * SECOND, finishedAt: NOW - 2 * SECOND };
    expect(statusText({ ...times, ...container } as Container, NOW)).toBe(text);
  });
});
