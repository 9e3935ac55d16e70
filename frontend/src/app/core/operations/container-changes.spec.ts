import { describe, expect, it } from '@jest/globals';
import type { ContainerSnapshot } from '#shared/operation';
import { changedContainersOf } from './container-changes';

const container = (change: Partial<ContainerSnapshot> = {}): ContainerSnapshot => ({
  id: 'a',
  name: 'media-jellyfin-1',
  service: 'media/jellyfin',
  image: 'jellyfin/jellyfin:10.11.2',
  imageId: `sha256:${'b'.repeat(64)}`,
  state: 'running',
  health: 'healthy',
  ...change,
});
const told = (before: readonly ContainerSnapshot[], after: readonly ContainerSnapshot[]): readonly string[] =>
  changedContainersOf({ containersBefore: [...before], containersAfter: [...after] })?.map(
    ({ text }) => text,
  ) ?? [];

describe('changedContainersOf', () => {
  it('says what is different', () => {
    expect(told([container()], [container({ state: 'exited', health: 'none' })])).toEqual([
      'healthy → exited',
    ]);
    expect(told([container()], [container()])).toEqual(['healthy']);
    expect(
      told(
        [container()],
        [container({ id: 'b', image: 'jellyfin/jellyfin:10.11.3', imageId: `sha256:${'c'.repeat(64)}` })],
      ),
    ).toEqual(['recreated, 10.11.2 (bbbbbbbbbbbb) → 10.11.3 (cccccccccccc), healthy']);
    expect(told([container()], [])).toEqual(['removed']);
    expect(told([], [container()])).toEqual(['created, healthy']);
  });

  it('says nothing where nothing is known', () => {
    expect(changedContainersOf({ containersBefore: null, containersAfter: [] })).toBeNull();
    expect(changedContainersOf({ containersBefore: [], containersAfter: [] })).toBeNull();
  });
});
