import type { Wellness } from './judge-start.ts';

/** How a container is said to be, after its name. */
export const STATE_WORDS: Readonly<Record<Wellness, string>> = {
  healthy: 'is healthy',
  running: 'is running; it has no health check',
  completed: 'has done its work and ended with exit code 0',
};
