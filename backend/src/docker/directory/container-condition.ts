import type { ContainerFacts } from '../container-facts.ts';

/** What a container amounts to, from what the engine says of it. */
export type Condition = 'running' | 'restarting' | 'paused' | 'stopped' | 'failed' | 'completed';

export interface ConditionAt {
  readonly condition: Condition;
  /** When the answer changes without anything happening (wall-clock milliseconds), or null. */
  readonly reviewAt: number | null;
}

/** A run as short as this counts as part of a crash loop: the engine itself resets its back-off after 10 s. */
const SHORT_RUN_MS = 10_000;

/** 128 + SIGINT and 128 + SIGTERM: the program was asked to end and did. */
const ASKED_TO_END: ReadonlySet<number> = new Set([130, 143]);

/**
 * Judges one container.
 *
 * @param stopSeen whether somebody was seen asking the engine to stop it since its last start
 * @param now wall-clock milliseconds
 */
export function conditionOf(facts: ContainerFacts, stopSeen: boolean, now: number): ConditionAt {
  switch (facts.state) {
    case 'running':
      return runningCondition(facts, now);
    case 'restarting':
      return settled('restarting');
    case 'paused':
      return settled('paused');
    case 'created':
      return settled(facts.engineMessage !== '' || facts.exitCode !== 0 ? 'failed' : 'stopped');
    case 'dead':
      return settled('failed');
    case 'removing':
      return settled('stopped');
    case 'exited':
      return settled(exitedCondition(facts, stopSeen));
  }
}

function settled(condition: Condition): ConditionAt {
  return { condition, reviewAt: null };
}

/** Between two crashes the engine says `running` for a moment; that is not what a person means by it. */
function runningCondition({ restartCount, startedAt }: ContainerFacts, now: number): ConditionAt {
  const settledAt = (startedAt === null ? 0 : Date.parse(startedAt)) + SHORT_RUN_MS;
  if (restartCount === 0 || now >= settledAt) return settled('running');
  return { condition: 'restarting', reviewAt: settledAt };
}

/**
 * Why a container has ended. The order matters: what is certain comes first.
 * With `always` and `unless-stopped` the engine starts a container again however it ends, unless somebody
 * stopped it; so one that stays down was stopped.
 */
function exitedCondition(facts: ContainerFacts, stopSeen: boolean): Condition {
  const { engineMessage, oomKilled, exitCode, restartPolicy } = facts;
  if (engineMessage !== '' || oomKilled) return 'failed';
  if (stopSeen || restartPolicy.name === 'always' || restartPolicy.name === 'unless-stopped')
    return 'stopped';
  if (exitCode === 0) return 'completed';
  return ASKED_TO_END.has(exitCode) ? 'stopped' : 'failed';
}
