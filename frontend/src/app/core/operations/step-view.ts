import type { StatusLook } from '../../ui/status/status';
import { duration } from '../../ui/time/format-time';
import type { OperationRecord, OperationStep } from './operation-record';
import type { PartBar } from './progress-view';

/** One step of what an operation does. */
export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly look: StatusLook;
  readonly detail: string;
  /** How long it took, or has taken so far. */
  readonly took: string;
  readonly bars: readonly PartBar[];
}

const LOOKS: Readonly<Record<OperationStep['status'], StatusLook>> = {
  running: { glyph: 'is-starting', word: 'Running', tone: 'accent' },
  succeeded: { glyph: 'is-ok', word: 'Done', tone: 'ok' },
  failed: { glyph: 'is-bad', word: 'Failed', tone: 'bad' },
  skipped: { glyph: 'is-cancelled', word: 'Skipped', tone: 'off' },
};

/** @param now in milliseconds since 1970, by the server's clock */
export function stepViewsOf(
  { steps }: Pick<OperationRecord, 'steps'>,
  bars: readonly PartBar[],
  now: number,
): readonly StepView[] {
  return steps.map((step) => {
    const own = bars.filter((bar) => bar.step === step.id);
    return {
      id: step.id,
      title: step.title,
      look: LOOKS[step.status],
      detail: step.detail ?? (own.length > 1 ? sumUp(own) : ''),
      took: tookOf(step, now),
      bars: own
        .filter(({ status }) => status !== 'unchanged' || own.length > 1)
        .map((bar) => withoutRepeat(bar, step.detail)),
    };
  });
}

/** What the step says already, its bar need not say again. */
function withoutRepeat(bar: PartBar, detail: string | null): PartBar {
  const start = `${detail ?? ''} · `;
  return detail !== null && bar.note.startsWith(start) ? { ...bar, note: bar.note.slice(start.length) } : bar;
}

/** `1 of 3 done` */
function sumUp(bars: readonly PartBar[]): string {
  const done = bars.filter(({ status }) => status === 'succeeded' || status === 'unchanged').length;
  return `${done} of ${bars.length} done`;
}

function tookOf({ status, durationMs, beganAt }: OperationStep, now: number): string {
  if (durationMs !== null) return duration(durationMs);
  if (status !== 'running') return '';
  const seconds = Math.floor((now - Date.parse(beganAt)) / 1_000);
  return seconds < 1 ? '' : duration(seconds * 1_000);
}
