import { describe, expect, it } from '@jest/globals';
import { misfits, type Shape } from './shape.ts';

const SHAPE: Shape = { id: 'string', 'note?': 'string|null', tags: ['string'], labels: { '*': 'number' } };
const fitting = { id: 'a', tags: ['x'], labels: { b: 1 } };

describe('misfits', () => {
  it('finds nothing where all fits', () => {
    expect(misfits(fitting, SHAPE)).toEqual([]);
    expect(misfits({ ...fitting, note: null }, SHAPE)).toEqual([]);
  });

  it.each([
    [{ ...fitting, id: 1 }, '.id: number instead of string'],
    [{ ...fitting, note: 1 }, '.note: number instead of string or null'],
    [{ ...fitting, tags: ['x', null] }, '.tags[]: null instead of string'],
    [{ ...fitting, tags: {} }, '.tags: object instead of list'],
    [{ ...fitting, labels: { b: 'x' } }, '.labels.*: string instead of number'],
    [{ ...fitting, extra: 1 }, '.extra: unknown'],
    [{ tags: [], labels: {} }, '.id: missing'],
    [null, ': null instead of object'],
    [[], ': list instead of object'],
  ])('%j: %s', (value, misfit) => {
    expect(misfits(value, SHAPE)).toEqual([misfit]);
  });
});
