import { describe, expect, it } from '@jest/globals';
import { firstValueFrom, take, toArray } from 'rxjs';
import { type Clock, toIso } from './clock.ts';
import { FakeClock } from './fake-clock.ts';
import { SystemClock } from './system-clock.ts';

/** What every clock does; `pass` lets time go by. */
function contract(
  name: string,
  make: () => { readonly clock: Clock; readonly pass: (ms: number) => Promise<void> },
): void {
  describe(name, () => {
    it('moves both its times forward together', async () => {
      const { clock, pass } = make();
      const [now, monotonic] = [clock.now(), clock.monotonic()];
      await pass(30);
      expect(clock.now() - now).toBeGreaterThanOrEqual(29);
      expect(clock.monotonic() - monotonic).toBeGreaterThanOrEqual(29);
    });

    it('rings once after a while, and completes', async () => {
      const { clock, pass } = make();
      const rings: string[] = [];
      clock.after(20).subscribe({ next: () => rings.push('ring'), complete: () => rings.push('end') });
      expect(rings).toEqual([]);
      await pass(60);
      expect(rings).toEqual(['ring', 'end']);
    });

    it('rings again and again, until nobody listens', async () => {
      const { clock, pass } = make();
      let rings = 0;
      const subscription = clock.every(10).subscribe(() => (rings += 1));
      await pass(100);
      expect(rings).toBeGreaterThan(1);
      subscription.unsubscribe();
      const before = rings;
      await pass(50);
      expect(rings).toBe(before);
    });

    it('does not ring for somebody who has gone', async () => {
      const { clock, pass } = make();
      let rang = false;
      clock
        .after(10)
        .subscribe(() => (rang = true))
        .unsubscribe();
      await pass(40);
      expect(rang).toBe(false);
    });
  });
}

contract('SystemClock', () => ({
  clock: new SystemClock(),
  pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}));

contract('FakeClock', () => {
  const clock = new FakeClock();
  return {
    clock,
    pass: (ms) => {
      clock.advance(ms);
      return Promise.resolve();
    },
  };
});

describe('FakeClock', () => {
  it('stands still by itself', () => {
    const clock = new FakeClock(Date.parse('2026-06-18T14:32:08.000Z'));
    expect(toIso(clock.now())).toBe('2026-06-18T14:32:08.000Z');
    expect(clock.monotonic()).toBe(0);
  });

  it('rings in order, each at its time', () => {
    const clock = new FakeClock();
    const rings: [string, number][] = [];
    clock.every(40).subscribe(() => rings.push(['every', clock.monotonic()]));
    clock.after(50).subscribe(() => rings.push(['after', clock.monotonic()]));
    clock.advance(100);
    expect(rings).toEqual([
      ['every', 40],
      ['after', 50],
      ['every', 80],
    ]);
    expect(clock.monotonic()).toBe(100);
  });

  it('rings once, late, for what was due while it slept', async () => {
    const clock = new FakeClock();
    const rings = firstValueFrom(clock.every(10).pipe(take(2), toArray()));
    clock.sleep(1_000);
    expect(clock.monotonic()).toBe(1_000);
    clock.advance(10);
    expect(await rings).toHaveLength(2);
  });
});
