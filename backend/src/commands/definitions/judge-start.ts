import type { ContainerFacts } from '../../docker/public.ts';
import { oneLine } from '../../platform/text/one-line.ts';
import type { CommandFailed } from '../command-errors.ts';

/** A container without a health check has to stay up for so long: what cannot start ends within a second or two. */
export const SETTLE_MS = 3_000;

/** No health check is waited for longer than this, whatever its settings amount to. */
export const HEALTH_WAIT_MAX_MS = 15 * 60_000;

/** A probe's output may be 4 KiB; a message has room for a sentence of it. */
const PROBE_WORDS_MAX = 300;

/** Engines give a probe that took too long no exit code of its own. */
const TIMED_OUT = -1;

/** How a container is after a start. `completed`: a job that has done its work. */
export type Wellness = 'healthy' | 'running' | 'completed';

interface StartFailure {
  readonly status: 'failed';
  readonly code: string;
  readonly message: string;
  readonly exitCode: number | null;
}

export type StartVerdict =
  { readonly status: 'pending' } | { readonly status: 'well'; readonly how: Wellness } | StartFailure;

/**
 * What one look at a container says of its start.
 *
 * @param run when the run began that is looked at (`startedAt` of the first look); null at the first look
 * @param waitedMs since the engine said that it had started it
 */
export function judgeStart(facts: ContainerFacts, run: string | null, waitedMs: number): StartVerdict {
  const { name, state } = facts;
  switch (state) {
    case 'running':
      return run !== null && run !== facts.startedAt
        ? failed('exited', `${name} ended right after its start and was started again. Look at its log.`)
        : judgeRunning(facts, waitedMs);
    case 'exited':
    case 'dead':
      return judgeEnded(facts);
    case 'restarting':
      return ended(facts, ', and its restart policy starts it again and again');
    case 'created':
      return failed('not_started', `${name} was not started: ${said(facts.engineMessage)}.`);
    case 'paused':
      return failed('paused', `${name} was paused meanwhile, by somebody else.`);
    case 'removing':
      return failed('container_gone', `${name} is being removed, by somebody else.`);
  }
}

/** How long a health check may take to come to a result. */
export function healthWindowMs({ healthCheck }: ContainerFacts): number {
  if (healthCheck === null) return SETTLE_MS;
  const { startPeriodMs, retries, intervalMs, timeoutMs } = healthCheck;
  // One more than the retries: a probe that began within the start period does not count and still takes its time.
  return Math.min(startPeriodMs + (retries + 1) * (intervalMs + timeoutMs), HEALTH_WAIT_MAX_MS);
}

function judgeRunning(facts: ContainerFacts, waitedMs: number): StartVerdict {
  switch (facts.health) {
    case 'healthy':
      return { status: 'well', how: 'healthy' };
    case 'none':
      return waitedMs < SETTLE_MS ? { status: 'pending' } : { status: 'well', how: 'running' };
    case 'unhealthy':
      return unhealthy(facts);
    case 'starting': {
      const window = healthWindowMs(facts);
      if (waitedMs < window) return { status: 'pending' };
      return failed(
        'health_unknown',
        `The health check of ${facts.name} has come to no result within ${Math.round(window / 1_000)} s, which is as long as its own settings allow. The container runs on. Look at its log.`,
      );
    }
  }
}

/** Why its health check fails, in the check's own words. */
export function unhealthy({ name, healthCheck }: ContainerFacts): StartFailure {
  const probe = healthCheck?.log.at(-1);
  const code =
    probe?.exitCode === TIMED_OUT ? 'it took too long' : `exit code ${probe?.exitCode ?? 'unknown'}`;
  return failed(
    'health_check_failed',
    `The health check of ${name} fails: ${said(probe?.output ?? '')} (${code}). The container runs on. Look at its log.`,
  );
}

/** A job ends by itself, and well; whatever is meant to stay up must not end at all. */
function judgeEnded(facts: ContainerFacts): StartVerdict {
  const { restartPolicy, exitCode, oomKilled, engineMessage } = facts;
  const isJob = restartPolicy.name === 'no' || restartPolicy.name === 'on-failure';
  if (isJob && exitCode === 0 && !oomKilled && engineMessage === '')
    return { status: 'well', how: 'completed' };
  return ended(facts, '');
}

export function ended(
  { name, exitCode, oomKilled, engineMessage }: ContainerFacts,
  what: string,
): StartFailure {
  const memory = oomKilled ? ', killed because it ran out of memory' : '';
  const message = engineMessage === '' ? '' : ` The engine says: ${said(engineMessage)}.`;
  return {
    ...failed(
      'exited',
      `${name} ended right after its start with exit code ${exitCode}${memory}${what}.${message} Look at its log.`,
    ),
    exitCode,
  };
}

function said(text: string): string {
  const line = oneLine(text, PROBE_WORDS_MAX);
  return line === '' ? 'it says nothing' : `“${line}”`;
}

function failed(code: CommandFailed['code'], message: string): StartFailure {
  return { status: 'failed', code, message, exitCode: null };
}
