import { type Container } from './container.ts';
import { MILLISECOND, MINUTE, SECOND, type Micros } from './moment.ts';

const FIRST_WAIT: Micros = 100 * MILLISECOND;
const LONGEST_WAIT: Micros = MINUTE;
/** Whoever ran this long starts over with the shortest wait. */
const RAN_WELL: Micros = 10 * SECOND;

/** How long the engine waits before it starts the container again; null: it does not. */
export function waitBeforeRestart(container: Container, exitCode: number, ranFor: Micros): Micros | null {
  if (!wantsRestart(container, exitCode)) return null;
  if (container.backOff === 0 || ranFor >= RAN_WELL) return FIRST_WAIT;
  return Math.min(2 * container.backOff, LONGEST_WAIT);
}

function wantsRestart({ spec, stoppedOnPurpose, restartCount }: Container, exitCode: number): boolean {
  if (stoppedOnPurpose) return false;
  const { name, maximumRetryCount } = spec.restart;
  switch (name) {
    case 'always':
    case 'unless-stopped':
      return true;
    case 'on-failure':
      return exitCode !== 0 && (maximumRetryCount === 0 || restartCount < maximumRetryCount);
    case 'no':
      return false;
  }
}
