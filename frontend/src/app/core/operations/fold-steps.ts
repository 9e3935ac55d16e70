import type { StepView } from './step-view';

/** As many as leave room for the output on one screen. */
const STEPS_SHOWN = 8;

/** However well they went: where it has come to. */
const LAST_SHOWN = 2;

/**
 * The steps that say something, where there are many: what failed or runs, what was fetched, and where it has come
 * to. In the order in which they began.
 */
export function foldSteps(steps: readonly StepView[]): readonly StepView[] {
  if (steps.length <= STEPS_SHOWN) return steps;
  const pressing = steps.filter(({ look }) => look.tone === 'bad' || look.tone === 'accent');
  const byWeight = new Set([
    ...pressing,
    ...steps.slice(-LAST_SHOWN),
    ...steps.filter(({ bars }) => bars.length > 0).reverse(),
  ]);
  const room = Math.max(STEPS_SHOWN, pressing.length + LAST_SHOWN);
  const kept = new Set([...byWeight].slice(0, room));
  return steps.filter((step) => kept.has(step));
}
