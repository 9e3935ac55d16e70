import { describe, expect, it } from '@jest/globals';
import type { ContainerImprint } from '#shared/container-imprint';
import { anImprint } from '../testing/an-imprint.ts';
import { ContainerTracker, type Seen } from './container-tracker.ts';

const NOW = Date.parse('2026-06-18T14:00:00.000Z');
const SECOND = 1_000;
const at = (seconds: number): string => new Date(NOW + seconds * SECOND).toISOString();

function seen(containers: readonly ContainerImprint[], rest: Partial<Seen> = {}): Seen {
  return { observed: true, complete: false, containers, removed: [], ...rest };
}

function stopped(imprint: ContainerImprint, rest: Partial<ContainerImprint> = {}): ContainerImprint {
  return { ...imprint, state: 'exited', health: 'none', exitCode: 0, finishedAt: at(0), ...rest };
}

describe('ContainerTracker', () => {
  it('takes the first listing as it is: nothing is known to have changed', () => {
    const tracker = new ContainerTracker([]);
    expect(tracker.see(seen([anImprint()], { complete: true, observed: false }), NOW)).toEqual([]);
    expect(tracker.isWaiting).toBe(false);
  });

  it('says nothing of what is as it was', () => {
    const jellyfin = anImprint();
    const tracker = new ContainerTracker([jellyfin]);
    expect(tracker.see(seen([{ ...jellyfin, probe: 'ok' }]), NOW)).toEqual([]);
  });

  describe('a replacement', () => {
    const before = anImprint({ memoryBytes: 256 });

    it.each([
      ['the new one is created first, as compose does', true],
      ['the old one is removed first, as by hand', false],
    ])('is one change: %s', (_how, newFirst) => {
      const tracker = new ContainerTracker([before]);
      const after = anImprint({ memoryBytes: 512, environment: { TZ: 'aaa', PASSWORD: 'ccc', DEBUG: 'd' } });
      const steps = newFirst
        ? [seen([after]), seen([], { removed: [before.id] })]
        : [seen([], { removed: [before.id] }), seen([after])];
      expect(steps.flatMap((step, second) => tracker.see(step, NOW + second * SECOND))).toEqual([
        expect.objectContaining({
          kind: 'recreated',
          service: 'media/jellyfin',
          title: 'jellyfin was recreated',
          detail: 'Different: memory limit, environment',
          observed: true,
          before: { id: before.id, memoryBytes: 256, environment: { PASSWORD: 'hidden' } },
          after: {
            id: after.id,
            memoryBytes: 512,
            environment: { PASSWORD: 'hidden, changed', DEBUG: 'hidden, added' },
          },
        }),
      ]);
      expect(tracker.due(NOW + 60 * SECOND)).toEqual([]);
    });

    it('is an update where the image differs', () => {
      const tracker = new ContainerTracker([before]);
      const after = anImprint({
        image: 'jellyfin/jellyfin:10.11.3',
        imageId: 'sha256:new',
        memoryBytes: 256,
      });
      tracker.see(seen([after]), NOW);
      expect(tracker.see(seen([], { removed: [before.id] }), NOW)).toEqual([
        expect.objectContaining({
          kind: 'updated',
          title: 'jellyfin was updated to jellyfin/jellyfin:10.11.3',
          detail: 'From jellyfin/jellyfin:10.11.2. Different: image',
        }),
      ]);
    });

    it('that nobody watched is found when everything is listed again', () => {
      const tracker = new ContainerTracker([before]);
      const drafts = tracker.see(
        seen([anImprint({ memoryBytes: 256 })], { complete: true, observed: false }),
        NOW,
      );
      expect(drafts).toEqual([expect.objectContaining({ kind: 'recreated', observed: false })]);
    });

    it('of another replica is none', () => {
      const tracker = new ContainerTracker([before]);
      tracker.see(seen([anImprint({ slot: 'media/jellyfin#2' })]), NOW);
      expect(tracker.see(seen([], { removed: [before.id] }), NOW)).toEqual([]);
      expect(tracker.due(NOW + 15 * SECOND).map(({ kind, title }) => [kind, title])).toEqual([
        ['created', 'jellyfin (replica 2) was created'],
        ['removed', 'jellyfin was removed'],
      ]);
    });
  });

  it('tells a creation and a removal once nothing can take the place any more', () => {
    const tracker = new ContainerTracker([anImprint({ slot: 'x' })]);
    const fresh = anImprint();
    expect(tracker.see(seen([{ ...fresh, state: 'created' }]), NOW)).toEqual([]);
    expect(tracker.see(seen([fresh]), NOW + SECOND)).toEqual([]);
    expect(tracker.due(NOW + 14 * SECOND)).toEqual([]);
    expect(tracker.due(NOW + 15 * SECOND)).toMatchObject([{ kind: 'created', at: NOW }]);
    tracker.see(seen([], { removed: [fresh.id] }), NOW + 20 * SECOND);
    expect(tracker.due(NOW + 35 * SECOND)).toMatchObject([{ kind: 'removed', at: NOW + 20 * SECOND }]);
  });

  it('says nothing of what came and went in a moment', () => {
    const tracker = new ContainerTracker([anImprint({ slot: 'x' })]);
    const fresh = anImprint();
    tracker.see(seen([fresh]), NOW);
    tracker.see(seen([], { removed: [fresh.id] }), NOW + SECOND);
    expect(tracker.due(NOW + 60 * SECOND)).toEqual([]);
  });

  describe('runs', () => {
    const jellyfin = anImprint();

    it('a stop somebody asked for is told when it stays', () => {
      const tracker = new ContainerTracker([jellyfin]);
      tracker.see(seen([stopped(jellyfin)]), NOW);
      tracker.see(seen([stopped(jellyfin, { stopSeen: true })]), NOW + 10);
      expect(tracker.due(NOW + 12 * SECOND)).toMatchObject([
        { kind: 'stopped', title: 'jellyfin was stopped', at: NOW },
      ]);
    });

    it('an end and a start are a restart', () => {
      const tracker = new ContainerTracker([jellyfin]);
      tracker.see(seen([stopped(jellyfin, { stopSeen: true })]), NOW);
      expect(tracker.see(seen([{ ...jellyfin, startedAt: at(2) }]), NOW + 2 * SECOND)).toMatchObject([
        { kind: 'restarted', at: NOW + 2 * SECOND },
      ]);
      expect(tracker.due(NOW + 60 * SECOND)).toEqual([]);
    });

    it('a restart too quick to see the end of is one, too', () => {
      const tracker = new ContainerTracker([jellyfin]);
      expect(tracker.see(seen([{ ...jellyfin, startedAt: at(2) }]), NOW)).toMatchObject([
        { kind: 'restarted' },
      ]);
    });

    it('a start after a long time is a start', () => {
      const down = stopped(jellyfin);
      const tracker = new ContainerTracker([down]);
      expect(tracker.see(seen([{ ...jellyfin, startedAt: at(2) }]), NOW)).toMatchObject([
        { kind: 'started', title: 'jellyfin was started' },
      ]);
    });

    it('an end nobody asked for says how it ended', () => {
      const tracker = new ContainerTracker([jellyfin]);
      tracker.see(seen([stopped(jellyfin, { exitCode: 137, oomKilled: true })]), NOW);
      expect(tracker.due(NOW + 12 * SECOND)).toMatchObject([
        {
          kind: 'exited',
          tone: 'bad',
          title: 'jellyfin ended with exit code 137',
          detail: 'It was killed because it ran out of memory.',
        },
      ]);
    });

    it('a crash loop is listed once in ten minutes, with its number', () => {
      const tracker = new ContainerTracker([jellyfin]);
      const crash = (count: number, second: number) => {
        const ended = stopped(jellyfin, { exitCode: 1, state: 'restarting', finishedAt: at(second) });
        tracker.see(seen([{ ...ended, restartCount: count - 1 }]), NOW + second * SECOND);
        return tracker.see(
          seen([{ ...jellyfin, restartCount: count, startedAt: at(second + 1) }]),
          NOW + (second + 1) * SECOND,
        );
      };
      expect(crash(1, 0)).toMatchObject([
        {
          kind: 'exited',
          tone: 'bad',
          title: 'jellyfin ended with exit code 1',
          detail: 'Its restart policy started it again.',
        },
      ]);
      for (let count = 2; count < 9; count += 1) expect(crash(count, count * 60)).toEqual([]);
      expect(crash(9, 700)).toMatchObject([
        { detail: expect.stringContaining('It has ended 7 more times since the entry before.') },
      ]);
    });

    it('a pause and its end', () => {
      const tracker = new ContainerTracker([jellyfin]);
      expect(tracker.see(seen([{ ...jellyfin, state: 'paused' }]), NOW)).toMatchObject([
        { kind: 'paused', title: 'jellyfin was paused' },
      ]);
      expect(tracker.see(seen([jellyfin]), NOW)).toMatchObject([{ title: 'jellyfin goes on after a pause' }]);
    });
  });

  it('tells when health is lost and when it is back, not while it starts', () => {
    const jellyfin = anImprint({ health: 'starting' });
    const tracker = new ContainerTracker([jellyfin]);
    expect(tracker.see(seen([{ ...jellyfin, health: 'healthy' }]), NOW)).toEqual([]);
    const sick = {
      ...jellyfin,
      health: 'unhealthy',
      failingStreak: 4,
      probe: 'connection refused',
    } as const;
    expect(tracker.see(seen([sick]), NOW)).toMatchObject([
      {
        kind: 'health',
        tone: 'bad',
        detail: 'The health check failed 4 times in a row. It said: connection refused',
      },
    ]);
    expect(tracker.see(seen([{ ...jellyfin, health: 'healthy' }]), NOW)).toMatchObject([
      { kind: 'health', tone: 'good', title: 'jellyfin is healthy again' },
    ]);
  });

  it('tells a new name, but not the one compose uses while it replaces', () => {
    const web = anImprint({ name: 'web', service: '~/web', slot: '~/web' });
    const tracker = new ContainerTracker([web]);
    expect(
      tracker.see(seen([{ ...web, name: 'site', service: '~/site', slot: '~/site' }]), NOW),
    ).toMatchObject([{ kind: 'renamed', title: 'web was renamed to site' }]);
    const jellyfin = anImprint();
    const other = new ContainerTracker([jellyfin]);
    expect(other.see(seen([{ ...jellyfin, name: '0123456789ab_media-jellyfin-1' }]), NOW)).toEqual([]);
  });

  it('tells what was changed in place', () => {
    const jellyfin = anImprint({ memoryBytes: 6 });
    const tracker = new ContainerTracker([jellyfin]);
    expect(tracker.see(seen([{ ...jellyfin, memoryBytes: 4 }]), NOW)).toMatchObject([
      {
        kind: 'reconfigured',
        title: 'jellyfin: memory limit changed',
        before: { memoryBytes: 6 },
        after: { memoryBytes: 4 },
      },
    ]);
  });

  it('keeps what is remembered back until everything about it was told', () => {
    const jellyfin = anImprint();
    const tracker = new ContainerTracker([jellyfin]);
    tracker.see(seen([stopped(jellyfin)]), NOW);
    expect(tracker.isSettled(jellyfin.id)).toBe(false);
    tracker.due(NOW + 12 * SECOND);
    expect(tracker.isSettled(jellyfin.id)).toBe(true);
    tracker.see(seen([], { removed: [jellyfin.id] }), NOW);
    expect(tracker.isSettled(jellyfin.id)).toBe(false);
  });
});
