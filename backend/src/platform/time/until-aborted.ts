import type { Clock } from './clock.ts';

/**
 * Waits for work that cannot be ended from here, but no longer than until the signal is aborted: then it fails at
 * once with the signal's reason, and what the work comes to is not looked at any more.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', leave);
    });
  });
}

/** Lets time pass, unless the signal is aborted first: then it fails with the signal's reason. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = clock.after(milliseconds).subscribe(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    function leave(): void {
      timer.unsubscribe();
      reject(signal.reason as Error);
    }
    signal.addEventListener('abort', leave, { once: true });
  });
}
