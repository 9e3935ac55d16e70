import { describe, expect, it } from '@jest/globals';
import { movedBy, nextBeginningWith } from './choice-keys';

describe('movedBy', () => {
  it.each([
    ['ArrowDown', 1, 2],
    ['ArrowDown', 2, 0],
    ['ArrowUp', 0, 2],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['Tab', 1, null],
  ])('%s goes from %i of three to %s', (key, from, to) => {
    expect(movedBy(key, from, 3)).toBe(to);
  });

  it('goes nowhere where there is nothing', () => {
    expect(movedBy('ArrowDown', 0, 0)).toBeNull();
  });
});

describe('nextBeginningWith', () => {
  const texts = ['Any', 'Pull', 'Restart', 'pause'];

  it('goes on from where it is, and round', () => {
    expect(nextBeginningWith('p', texts, 0)).toBe(1);
    expect(nextBeginningWith('P', texts, 1)).toBe(3);
    expect(nextBeginningWith('p', texts, 3)).toBe(1);
    expect(nextBeginningWith('x', texts, 0)).toBeNull();
  });
});
