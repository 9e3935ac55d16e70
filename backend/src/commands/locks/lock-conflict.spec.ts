import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holderOf, type LockHolder, locksConflict } from './lock-conflict.ts';

const PROJECTS = ['media', 'media-old', '~'];
const SERVICES = ['jellyfin', 'sonarr', 'a'];

const key = fc.oneof(
  fc.constantFrom(...PROJECTS).map((project) => `project:${project}`),
  fc
    .tuple(fc.constantFrom(...PROJECTS), fc.constantFrom(...SERVICES))
    .map(([project, service]) => `service:${project}/${service}`),
  fc.constantFrom('images', 'host'),
);

/** What a lock covers, thought of as the things themselves rather than as their names. */
function covers(lock: string): ReadonlySet<string> {
  if (lock.startsWith('project:'))
    return new Set([
      lock,
      ...SERVICES.map((service) => `service:${lock.slice('project:'.length)}/${service}`),
    ]);
  return new Set([lock]);
}

const schedule = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('take' as const), key }),
    fc.record({ act: fc.constant('give' as const), which: fc.nat(20) }),
  ),
  { minLength: 1, maxLength: 12 },
);

describe('locks', () => {
  it.each([
    ['project:media', 'service:media/jellyfin', true],
    ['service:media/jellyfin', 'service:media/jellyfin', true],
    ['service:media/jellyfin', 'service:media/sonarr', false],
    ['project:media', 'project:media-old', false],
    ['project:media', 'service:media-old/jellyfin', false],
    ['project:media', 'images', false],
  ])('%s and %s', (a, b, conflict) => {
    expect(locksConflict(a, b)).toBe(conflict);
    expect(locksConflict(b, a)).toBe(conflict);
  });

  it('never overlap, and are given wherever they do not: 100,000 schedules', () => {
    fc.assert(
      fc.property(schedule, (steps) => {
        const held: LockHolder[] = [];
        for (const [index, step] of steps.entries()) {
          if (step.act === 'give') {
            if (held.length > 0) held.splice(step.which % held.length, 1);
            continue;
          }
          const wanted = covers(step.key);
          const isTaken = held.some(({ lockKey }) => [...covers(lockKey)].some((thing) => wanted.has(thing)));
          const holder = holderOf(step.key, held);
          if ((holder !== null) !== isTaken) return false;
          if (holder === null) held.push({ id: `operation-${index}`, lockKey: step.key });
        }
        return true;
      }),
      { numRuns: 100_000 },
    );
  });
});
