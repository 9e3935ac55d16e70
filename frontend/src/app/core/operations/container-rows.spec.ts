import { describe, expect, it } from '@jest/globals';
import type { ContainerSnapshot } from '#shared/operation';
import { containerRowsOf, type ContainerRows } from './container-rows';

const container = (change: Partial<ContainerSnapshot> = {}): ContainerSnapshot => ({
  id: 'a'.repeat(64),
  name: 'media-jellyfin-1',
  service: 'media/jellyfin',
  image: 'jellyfin/jellyfin:10.11.2',
  imageId: `sha256:${'b'.repeat(64)}`,
  state: 'running',
  health: 'healthy',
  ...change,
});
const rowsOf = (
  before: readonly ContainerSnapshot[],
  after: readonly ContainerSnapshot[],
): readonly ContainerRows[] =>
  containerRowsOf({ containersBefore: [...before], containersAfter: [...after] }) ?? [];
const told = (rows: readonly ContainerRows[]): readonly unknown[] =>
  rows.map(({ name, word, facts }) => [
    name,
    word,
    facts.filter(({ changed }) => changed).map(({ name: fact, before, after }) => [fact, before, after]),
  ]);

describe('containerRowsOf', () => {
  it('shows every fact before and after, ids shortened with the whole beside them', () => {
    const [row] = rowsOf([container()], [container()]);
    expect(row?.facts.map(({ name, before, after }) => [name, before, after])).toEqual([
      ['Image', 'jellyfin/jellyfin:10.11.2', 'jellyfin/jellyfin:10.11.2'],
      ['Image id', 'b'.repeat(12), 'b'.repeat(12)],
      ['Container id', 'a'.repeat(12), 'a'.repeat(12)],
      ['State', 'running', 'running'],
      ['Health', 'healthy', 'healthy'],
    ]);
    expect(row?.facts[1]?.wholeAfter).toBe(`sha256:${'b'.repeat(64)}`);
    expect(row).toMatchObject({ word: 'Unchanged', changed: false });
  });

  it('marks what changed, and only that', () => {
    const stopped = container({ state: 'exited', health: 'none' });
    expect(told(rowsOf([container()], [stopped]))).toEqual([
      [
        'media-jellyfin-1',
        'Changed',
        [
          ['State', 'running', 'exited'],
          ['Health', 'healthy', 'no check'],
        ],
      ],
    ]);
    const recreated = container({
      ...{ id: 'c'.repeat(64), image: 'jellyfin/jellyfin:10.11.3', imageId: `sha256:${'d'.repeat(64)}` },
    });
    expect(told(rowsOf([container()], [recreated]))).toEqual([
      [
        'media-jellyfin-1',
        'Recreated',
        [
          ['Image', 'jellyfin/jellyfin:10.11.2', 'jellyfin/jellyfin:10.11.3'],
          ['Image id', 'b'.repeat(12), 'd'.repeat(12)],
          ['Container id', 'a'.repeat(12), 'c'.repeat(12)],
        ],
      ],
    ]);
  });

  it('notices ids that differ only after what is shown of them', () => {
    const other = container({ imageId: `sha256:${'b'.repeat(63)}c` });
    expect(told(rowsOf([container()], [other]))).toEqual([
      ['media-jellyfin-1', 'Changed', [['Image id', 'b'.repeat(12), 'b'.repeat(12)]]],
    ]);
  });

  it('has what came and what went, before what stayed', () => {
    const rows = rowsOf(
      [container({ name: 'stays' }), container({ name: 'goes' })],
      [container({ name: 'stays' }), container({ name: 'comes' })],
    );
    expect(rows.map(({ name, word }) => [name, word])).toEqual([
      ['goes', 'Removed'],
      ['comes', 'Added'],
      ['stays', 'Unchanged'],
    ]);
    expect(rows[0]?.facts.map(({ after }) => after)).toEqual([null, null, null, null, null]);
    expect(rows[1]?.facts.map(({ before }) => before)).toEqual([null, null, null, null, null]);
  });

  it('says nothing where nothing is known', () => {
    expect(containerRowsOf({ containersBefore: null, containersAfter: [] })).toBeNull();
    expect(containerRowsOf({ containersBefore: [], containersAfter: null })).toBeNull();
    expect(containerRowsOf({ containersBefore: [], containersAfter: [] })).toBeNull();
  });
});
