import { describe, expect, it } from '@jest/globals';
import { NOON } from '../../../testing/services';
import type { ProgressPart } from './operation-record';
import { fractionOf, partBarsOf } from './progress-view';

const part = (id: string, change: Partial<ProgressPart> = {}): ProgressPart => ({
  id,
  parent: null,
  label: id,
  current: 0,
  total: null,
  unit: 'bytes',
  status: 'running',
  detail: null,
  step: 's1',
  perSecond: null,
  beganAt: NOON,
  endedAt: null,
  measured: { at: NOON, current: 0 },
  furthest: change.current ?? 0,
  ...change,
});
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00A0', ' ');

describe('partBarsOf', () => {
  it('adds up the layers of an image', () => {
    const [image] = partBarsOf({
      parts: [
        part('image'),
        part('one', { parent: 'image', current: 90_000_000, total: 100_000_000, perSecond: 6_000_000 }),
        part('two', { parent: 'image', current: 0, total: 300_000_000, status: 'succeeded' }),
      ],
    });
    expect(image).toMatchObject({ percent: 97, layers: [{ percent: 90 }, { percent: 100 }] });
    expect(plain(image?.amount)).toBe('97 %');
    expect(plain(image?.note)).toBe('390 of 400 MB · 6 MB/s');
  });

  it('says how much there is where the end is not known', () => {
    const [image] = partBarsOf({
      parts: [part('image'), part('one', { parent: 'image', current: 5_000_000 })],
    });
    expect(image?.percent).toBeNull();
    expect(plain(image?.amount)).toBe('5 MB');
  });

  it('says how long it took, and what needed nothing', () => {
    const ended = new Date(Date.parse(NOON) + 21_000).toISOString();
    const [done, same] = partBarsOf({
      parts: [
        part('image', { status: 'succeeded', current: 412_000_000, total: 412_000_000, endedAt: ended }),
        part('other', { status: 'unchanged', endedAt: ended }),
      ],
    });
    expect([plain(done?.amount), plain(done?.note)]).toEqual(['412 MB', '21 s']);
    expect(same).toMatchObject({ percent: 100, note: 'already up to date' });
  });

  it('counts items without making bytes of them', () => {
    const [item] = partBarsOf({ parts: [part('images', { unit: 'items', current: 2, total: 3 })] });
    expect([plain(item?.amount), item?.note]).toEqual(['66 %', '2 of 3']);
  });

  it('says what has come of an image that counts its layers; unpacking one takes nothing away again', () => {
    const layer = { parent: 'image', total: 300_000_000 };
    const [image] = partBarsOf({
      parts: [
        part('image', { unit: 'items', current: 1, total: 3 }),
        part('there', { ...layer, status: 'unchanged' }),
        part('unpacked', { ...layer, current: 10_000_000, furthest: 300_000_000, detail: 'extracting' }),
        part('coming', { ...layer, current: 74_000_000, perSecond: 18_200_000 }),
      ],
    });
    expect(plain(image?.note)).toBe('1 of 3 · 374 MB · 18 MB/s');
  });
});

describe('fractionOf', () => {
  it('is known once all parts say how far they are', () => {
    const bars = (...parts: readonly ProgressPart[]): number | null => fractionOf(partBarsOf({ parts }));
    expect(bars(part('a', { current: 50, total: 100 }), part('b', { status: 'waiting' }))).toBe(0.25);
    expect(bars(part('a', { current: 50, total: 100 }), part('b'))).toBeNull();
    expect(bars()).toBeNull();
  });
});
