import type { ContainerDetail, HealthProbe } from '#shared/service-detail';
import { duration, exactTime } from '../ui/time/format-time';

export interface HealthView {
  readonly intervalMs: number;
  readonly pips: readonly { readonly failed: boolean; readonly title: string }[];
  /** `4 of 5 passed.`, and the failures in a row where they count. */
  readonly summary: string;
  readonly last: HealthProbe | null;
  /** `passed in 12 ms.` */
  readonly lastWords: string;
  readonly output: string;
}

export function healthViewOf(check: ContainerDetail['healthCheck']): HealthView | null {
  if (check === null) return null;
  const { log, failingStreak, retries, intervalMs } = check;
  const passed = log.filter(hasPassed).length;
  const streak = failingStreak > 0 ? ` ${failingStreak} failed in a row, unhealthy from ${retries}.` : '';
  const last = log.at(-1) ?? null;
  return {
    intervalMs,
    pips: log.map((probe) => ({
      failed: !hasPassed(probe),
      title: `${exactTime(Date.parse(probe.endedAt))}: ${wordsOf(probe)}`,
    })),
    summary: `${passed} of ${log.length} passed.${streak}`,
    last,
    lastWords: last === null ? '' : wordsOf(last),
    output: last?.output.trim() ?? '',
  };
}

function hasPassed({ exitCode }: HealthProbe): boolean {
  return exitCode === 0;
}

function wordsOf(probe: HealthProbe): string {
  const took = duration(Date.parse(probe.endedAt) - Date.parse(probe.startedAt));
  return hasPassed(probe) ? `passed in ${took}.` : `failed with exit code ${probe.exitCode} after ${took}.`;
}
