import { convertToParamMap } from '@angular/router';
import { describe, expect, it } from '@jest/globals';
import { changesParamsOf, filterOf, isSameList, PLAIN, readChangesQuery } from './changes-query';

const read = (params: Readonly<Record<string, string>>) => readChangesQuery(convertToParamMap(params));
const given = (params: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null)) as Record<string, string>;

describe('the address of the changes', () => {
  it.each([
    {},
    { window: '24h', lane: 'outside', q: 'jelly', id: 'c-4' },
    { kind: 'restarted', service: 'media/jellyfin', by: 'marta' },
    { from: '2026-06-11T00:00:00.000Z', to: '2026-06-12T00:00:00.000Z' },
  ])('holds everything: %j', (params) => {
    expect(given(changesParamsOf(read(params)))).toEqual(params);
  });

  it('shows the page for one that somebody mistyped', () => {
    expect(read({ window: '5m', lane: 'sideways', kind: 'bent', from: 'x', to: 'y' })).toEqual(PLAIN);
    expect(read({ from: '2026-06-12T00:00:00Z', to: '2026-06-11T00:00:00Z' }).window).toBe('7d');
  });

  it('asks for a window that is open at the end, unless it was chosen', () => {
    const now = Date.parse('2026-06-18T14:00:00.000Z');
    expect(filterOf({ ...PLAIN, window: '24h' }, now)).toMatchObject({
      from: '2026-06-17T14:00:00.000Z',
      to: null,
    });
    const range = { from: '2026-06-11T00:00:00.000Z', to: '2026-06-12T00:00:00.000Z' };
    expect(filterOf(read(range), now)).toMatchObject(range);
  });

  it('does not load anew because another one is selected', () => {
    expect(isSameList(PLAIN, { ...PLAIN, id: 'c-1' })).toBe(true);
    expect(isSameList(PLAIN, { ...PLAIN, lane: 'host' })).toBe(false);
  });
});
