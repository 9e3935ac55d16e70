import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a promise, but not longer than this. @returns whether it was fulfilled in time */
export async function within(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(milliseconds, false, { signal: timer.signal }).catch(() => false);
  const inTime = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return inTime;
}
