import { describe, expect, it } from '@jest/globals';
import { containerWith, serviceWith } from '../../testing/services';
import { type DirectoryQuery, PLAIN_QUERY } from './directory-query';
import { keepOrder, sortRows } from './row-order';
import { rowMaker } from './service-row';

const rowOf = rowMaker('atlas');
const rows = [
  serviceWith('~/loner'),
  serviceWith('media/jellyfin', { health: 'unhealthy', containers: [containerWith({ restartCount: 2 })] }),
  serviceWith('dev/web-10', { containers: [containerWith({ image: 'web:1.10.0' })] }),
  serviceWith('dev/web-2', {
    state: 'stopped',
    containers: [containerWith({ image: 'web:1.9.0', restartCount: 7 })],
  }),
].map(rowOf);
const sorted = (change: Partial<DirectoryQuery>): readonly string[] =>
  sortRows(rows, { ...PLAIN_QUERY, ...change }).map(({ name }) => name);

describe('sortRows', () => {
  it('goes by project and name, what belongs to none last', () => {
    expect(sorted({})).toEqual(['web-2', 'web-10', 'jellyfin', 'loner']);
  });

  it('puts the worst state, the most restarts and the oldest version first', () => {
    expect(sorted({ sort: 'state' })[0]).toBe('jellyfin');
    expect(sorted({ sort: 'restarts' }).slice(0, 2)).toEqual(['web-2', 'jellyfin']);
    expect(sorted({ sort: 'version' }).slice(0, 2)).toEqual(['web-2', 'web-10']);
  });

  it('turns round', () => {
    expect(sorted({ sort: 'state', descending: true }).at(-1)).toBe('jellyfin');
  });
});

describe('keepOrder', () => {
  it('follows the wanted order while nobody looks', () => {
    expect(keepOrder(['a', 'b'], ['b', 'a'], false)).toEqual({ keys: ['b', 'a'], misplaced: 0 });
  });

  it('moves nothing while somebody does, and counts what would move', () => {
    expect(keepOrder(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'], true)).toEqual({
      keys: ['a', 'b', 'c', 'd'],
      misplaced: 1,
    });
  });

  it('puts what is new last and lets what is gone go', () => {
    expect(keepOrder(['a', 'b', 'c'], ['x', 'a', 'c'], true)).toEqual({
      keys: ['a', 'c', 'x'],
      misplaced: 1,
    });
  });
});
