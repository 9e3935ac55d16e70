import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { TypedAhead } from './typed-ahead';

describe('what is typed before the field is there', () => {
  afterEach(() => {
    TestBed.inject(TypedAhead).take();
    jest.useRealTimers();
  });

  const press = (key: string, options: KeyboardEventInit = {}): boolean =>
    !document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }),
    );

  it('is held, corrected, and given to the field', () => {
    const typed = TestBed.inject(TypedAhead);
    typed.hold();
    expect(['r', 'e', 'x'].every((key) => press(key))).toBe(true);
    expect(press('Backspace')).toBe(true);
    press('ß');
    expect(press('Enter')).toBe(true);
    expect(typed.take()).toBe('reß');
  });

  it('is nobody’s concern before it is held and after it was taken', () => {
    const typed = TestBed.inject(TypedAhead);
    expect(press('r')).toBe(false);
    typed.hold();
    press('a');
    typed.take();
    expect(press('r')).toBe(false);
    expect(typed.take()).toBe('');
  });

  it('leaves keys that are not text alone', () => {
    const typed = TestBed.inject(TypedAhead);
    typed.hold();
    expect(press('Escape')).toBe(false);
    expect(press('k', { ctrlKey: true })).toBe(false);
    expect(press('ArrowDown')).toBe(false);
    expect(typed.take()).toBe('');
  });

  it('is let go by itself if the field never comes', () => {
    jest.useFakeTimers();
    const typed = TestBed.inject(TypedAhead);
    typed.hold();
    press('a');
    jest.advanceTimersByTime(5_000);
    expect(press('r')).toBe(false);
    expect(typed.take()).toBe('');
  });
});
