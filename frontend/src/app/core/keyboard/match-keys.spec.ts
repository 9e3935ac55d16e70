import { describe, expect, it } from '@jest/globals';
import { type KeyPress, matchKeys } from './match-keys';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  modified: false,
  taken: false,
  ...change,
});

describe('matchKeys', () => {
  it('knows single keys, whatever the case', () => {
    expect(matchKeys(press('j'), null, true).id).toBe('next');
    expect(matchKeys(press('J'), null, true).id).toBe('next');
    expect(matchKeys(press('?'), null, true).id).toBe('help');
    expect(matchKeys(press('x'), null, true)).toEqual({ id: null, pending: null });
  });

  it('knows sequences', () => {
    const first = matchKeys(press('g'), null, true);
    expect(first).toEqual({ id: null, pending: 'g' });
    expect(matchKeys(press('o'), first.pending, true)).toEqual({ id: 'go-overview', pending: null });
    expect(matchKeys(press('o'), null, true).id).toBeNull();
  });

  it('forgets a sequence that takes another turn', () => {
    expect(matchKeys(press('j'), 'g', true)).toEqual({ id: 'next', pending: null });
  });

  it('lets text be text', () => {
    expect(matchKeys(press('j', { taken: true }), null, true).id).toBeNull();
    expect(matchKeys(press('k', { taken: true, ctrl: true }), null, true).id).toBe('palette');
  });

  it('leaves keys with other modifiers to the system', () => {
    expect(matchKeys(press('j', { modified: true }), null, true).id).toBeNull();
    expect(matchKeys(press('j', { ctrl: true }), null, true).id).toBeNull();
  });

  it('does nothing with single keys that are turned off, except Escape', () => {
    expect(matchKeys(press('j'), null, false).id).toBeNull();
    expect(matchKeys(press('g'), null, false).pending).toBeNull();
    expect(matchKeys(press('Escape'), null, false).id).toBe('clear');
    expect(matchKeys(press('k', { ctrl: true }), null, false).id).toBe('palette');
  });
});
