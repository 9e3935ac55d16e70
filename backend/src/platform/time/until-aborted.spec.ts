import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.ts';
import { pause, untilAborted } from './until-aborted.ts';

const reason = new Error('enough');
const never = new Promise<string>(() => undefined);

describe('untilAborted', () => {
  it('is what the work is', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve('done'), signal)).toBe('done');
    await expect(untilAborted(Promise.reject(reason), signal)).rejects.toBe(reason);
  });

  it('does not wait any longer once the signal is aborted', async () => {
    const cancel = new AbortController();
    const waiting = untilAborted(never, cancel.signal);
    cancel.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(untilAborted(never, cancel.signal)).rejects.toBe(reason);
  });

  it('does not mind work that fails later', async () => {
    const late = Promise.withResolvers<string>();
    const cancel = new AbortController();
    const waiting = untilAborted(late.promise, cancel.signal);
    cancel.abort(reason);
    late.reject(new Error('too late to matter'));
    await expect(waiting).rejects.toBe(reason);
  });
});

describe('pause', () => {
  it('lasts as long as it says', async () => {
    const clock = new FakeClock();
    let over = false;
    const pausing = pause(clock, 100, new AbortController().signal).then(() => (over = true));
    clock.advance(99);
    await Promise.resolve();
    expect(over).toBe(false);
    clock.advance(1);
    await pausing;
    expect(over).toBe(true);
  });

  it('ends early with the reason, and leaves no timer behind', async () => {
    const clock = new FakeClock();
    const cancel = new AbortController();
    const pausing = pause(clock, 100, cancel.signal);
    cancel.abort(reason);
    await expect(pausing).rejects.toBe(reason);
    clock.advance(1_000);
    await expect(pause(clock, 100, cancel.signal)).rejects.toBe(reason);
  });
});
