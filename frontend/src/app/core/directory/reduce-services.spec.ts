import { describe, expect, it } from '@jest/globals';
import { CONNECTED, NOON, serviceWith } from '../../../testing/services';
import { beginDirectory, reduceDirectory } from './reduce-services';

const jellyfin = serviceWith('media/jellyfin');
const redis = serviceWith('paperless/redis');
const begun = beginDirectory({ engine: CONNECTED, refreshedAt: NOON, services: [jellyfin, redis] }, null);
const LATER = '2026-06-18T12:00:04.000Z';

describe('beginDirectory', () => {
  it('keeps the objects of services that are as they were before the connection was lost', () => {
    const again = beginDirectory(
      {
        engine: CONNECTED,
        refreshedAt: LATER,
        services: [serviceWith('media/jellyfin'), { ...redis, health: 'unhealthy' }],
      },
      begun,
    );
    expect(again.services.get('media/jellyfin')).toBe(jellyfin);
    expect([...again.changes]).toEqual([
      ['media/jellyfin', 0],
      ['paperless/redis', 1],
    ]);
  });
});

describe('reduceDirectory', () => {
  it('only renews the time when nothing has changed', () => {
    const next = reduceDirectory(begun, {
      seq: 2,
      engine: CONNECTED,
      refreshedAt: LATER,
      upserted: [],
      removed: [],
    });
    expect(next.refreshedAt).toBe(LATER);
    expect(next.services).toBe(begun.services);
  });

  it('adds, replaces and removes', () => {
    const stopped = serviceWith('media/jellyfin', { state: 'stopped' });
    const next = reduceDirectory(begun, {
      seq: 2,
      engine: CONNECTED,
      refreshedAt: LATER,
      upserted: [stopped, serviceWith('dev/forgejo')],
      removed: ['paperless/redis'],
    });
    expect([...next.services.keys()].sort()).toEqual(['dev/forgejo', 'media/jellyfin']);
    expect(next.services.get('media/jellyfin')).toBe(stopped);
  });

  it('counts what has changed before our eyes, and not what has just appeared', () => {
    const upserted = [
      serviceWith('media/jellyfin', { state: 'stopped' }),
      serviceWith('dev/forgejo'),
      { ...redis },
    ];
    const next = reduceDirectory(begun, {
      seq: 2,
      engine: CONNECTED,
      refreshedAt: LATER,
      upserted,
      removed: [],
    });
    expect(next.changes.get('media/jellyfin')).toBe(1);
    expect(next.changes.get('dev/forgejo')).toBe(0);
    expect(next.changes.get('paperless/redis')).toBe(0);
  });
});
