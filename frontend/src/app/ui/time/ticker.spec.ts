import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Ticker } from './ticker';

describe('Ticker', () => {
  it('goes by the server’s clock where this device’s is wrong', () => {
    const ticker = TestBed.inject(Ticker);
    ticker.align(Date.now() + 120_000);
    expect(ticker.read() - Date.now()).toBeGreaterThan(119_000);
  });

  it('takes a second’s difference for the rounding it is', () => {
    const ticker = TestBed.inject(Ticker);
    ticker.align(Date.now() - 1_000);
    expect(Math.abs(ticker.read() - Date.now())).toBeLessThan(50);
  });
});
