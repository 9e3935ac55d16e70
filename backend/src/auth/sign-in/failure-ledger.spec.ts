import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FailureLedger } from './failure-ledger.ts';

describe('FailureLedger', () => {
  it('counts by key', () => {
    const ledger = new FailureLedger(10, 1_000);
    ledger.add('a', 1);
    ledger.add('a', 2);
    ledger.add('b', 3);
    expect([ledger.read('a', 3), ledger.read('b', 3), ledger.read('c', 3)]).toEqual([
      { count: 2, at: 2 },
      { count: 1, at: 3 },
      { count: 0, at: 0 },
    ]);
  });

  it('forgets what was quiet for long enough', () => {
    const ledger = new FailureLedger(10, 1_000);
    ledger.add('a', 0);
    expect(ledger.read('a', 999).count).toBe(1);
    expect(ledger.read('a', 1_000).count).toBe(0);
    expect(ledger.add('a', 1_000).count).toBe(1);
  });

  it('takes back failures, down to none', () => {
    const ledger = new FailureLedger(10, 1_000);
    for (let i = 0; i < 3; i += 1) ledger.add('a', i);
    ledger.subtract('a', 2);
    expect(ledger.read('a', 3).count).toBe(1);
    ledger.subtract('a', 5);
    ledger.subtract('unknown', 1);
    expect(ledger.read('a', 3).count).toBe(0);
    expect(ledger.size).toBe(0);
  });

  it('forgets the one that failed longest ago when it is full', () => {
    const ledger = new FailureLedger(2, 1_000);
    ledger.add('a', 1);
    ledger.add('b', 2);
    ledger.add('a', 3);
    ledger.add('c', 4);
    expect(['a', 'b', 'c'].map((key) => ledger.read(key, 5).count)).toEqual([2, 0, 1]);
  });

  it('never holds more than it may', () => {
    const keys = fc.array(fc.string({ maxLength: 3 }), { maxLength: 300 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 20 }), (keys, max) => {
        const ledger = new FailureLedger(max, 1_000);
        for (const [index, key] of keys.entries()) {
          ledger.add(key, index);
          expect(ledger.size).toBeLessThanOrEqual(max);
        }
      }),
    );
  });
});
