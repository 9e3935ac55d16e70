import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isLiving, parseStat } from './process-stat.ts';

const line = (name: string): string =>
  `4242 (${name}) S 17 4242 4000 0 -1 4194560 122 0 0 0 0 0 0 0 20 0 1 0 987654321 2301952 204 18446744073709551615 1 1 0`;

describe('parseStat', () => {
  it.each(['sleep', 'Web Content', ') R 1 1 1 (', 'tmux: server)', '((', '', '\n) Z 9'])(
    'is not misled by a program called %j',
    (name) => {
      expect(parseStat(line(name))).toEqual({
        pid: 4242,
        startTime: '987654321',
        state: 'S',
        parent: 17,
        group: 4242,
        session: 4000,
      });
    },
  );

  it('says nothing of what is no such line', () => {
    for (const text of [
      '',
      'nonsense',
      '(x) S 1 1 1',
      '12 (x) S 1 1',
      'x (y) S 1 1 1',
      line('x').slice(0, 60),
    ])
      expect(parseStat(text)).toBeNull();
  });

  it('tells the dead from the living', () => {
    expect(isLiving({ pid: 1, startTime: '1', parent: 1, group: 1, session: 1, state: 'Z' })).toBe(false);
    expect(isLiving({ pid: 1, startTime: '1', parent: 1, group: 1, session: 1, state: 'T' })).toBe(true);
  });

  const itOnLinux = process.platform === 'linux' ? it : it.skip;
  itOnLinux('reads this very process', () => {
    expect(parseStat(readFileSync('/proc/self/stat', 'latin1'))).toMatchObject({
      pid: process.pid,
      parent: process.ppid,
    });
  });
});
