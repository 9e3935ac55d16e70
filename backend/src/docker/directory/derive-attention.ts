import type { AttentionItem } from '#shared/attention';
import type { EngineState } from '#shared/engine';
import type { Service } from '#shared/service';
import type { ContainerFacts } from '../container-facts.ts';
import type { JudgedContainer } from './derive-service.ts';

/** A service with the containers it was derived from. */
export interface JudgedService {
  readonly service: Service;
  readonly containers: readonly JudgedContainer[];
}

/** What a person should look at, worst first: the engine, then what is down, then what is ill. */
export function deriveAttention(engine: EngineState, services: readonly JudgedService[]): AttentionItem[] {
  return [
    ...engineItems(engine),
    ...services.flatMap(failedItems),
    ...services.flatMap(crashLoopItems),
    ...services.flatMap(unhealthyItems),
  ];
}

function engineItems({ status, error, since }: EngineState): AttentionItem[] {
  if (status !== 'unreachable' || error === null) return [];
  return [
    {
      id: 'engine',
      kind: 'engine',
      service: null,
      title: 'The Docker Engine cannot be used',
      detail: error.message,
      since,
    },
  ];
}

function failedItems({ service, containers }: JudgedService): AttentionItem[] {
  const failed = containers.filter(({ condition }) => condition === 'failed').map(({ facts }) => facts);
  const [first] = failed;
  if (first === undefined) return [];
  const title =
    failed.length < containers.length
      ? `${failed.length} of ${containers.length} containers of ${service.name} failed`
      : `${service.name} failed`;
  return [
    {
      id: `failed:${service.key}`,
      kind: 'failed',
      service: service.key,
      title,
      detail: exitText(first),
      since: first.finishedAt ?? first.createdAt,
    },
  ];
}

function crashLoopItems({ service, containers }: JudgedService): AttentionItem[] {
  const looping = containers.find(({ condition }) => condition === 'restarting');
  if (looping === undefined) return [];
  const { facts, lastExitCode } = looping;
  const restarts = `Restarted ${times(facts.restartCount)}`;
  const detail =
    lastExitCode === null ? restarts : `${exitText({ ...facts, exitCode: lastExitCode })}. ${restarts}`;
  return [
    {
      id: `crash-loop:${service.key}`,
      kind: 'crash-loop',
      service: service.key,
      title: `${service.name} keeps restarting`,
      detail,
      since: null,
    },
  ];
}

function unhealthyItems({ service, containers }: JudgedService): AttentionItem[] {
  const ill = containers.map(({ facts }) => facts).filter(({ health }) => health === 'unhealthy');
  const [first] = ill;
  if (first === undefined) return [];
  const title =
    ill.length < containers.length
      ? `${ill.length} of ${containers.length} containers of ${service.name} are unhealthy`
      : `${service.name} is unhealthy`;
  return [
    {
      id: `unhealthy:${service.key}`,
      kind: 'unhealthy',
      service: service.key,
      title,
      detail: probeText(first),
      since: failingSince(first),
    },
  ];
}

/** Signals that people know by name: 128 + the signal's number. */
const SIGNALS: Readonly<Record<number, string>> = {
  129: 'SIGHUP',
  130: 'SIGINT',
  132: 'SIGILL',
  134: 'SIGABRT',
  135: 'SIGBUS',
  136: 'SIGFPE',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  143: 'SIGTERM',
};

/** `Exit code 137, out of memory`, `Exit code 139 (SIGSEGV)`, or what the engine said. */
function exitText({ exitCode, oomKilled, engineMessage }: ContainerFacts): string {
  if (engineMessage !== '') return `The engine could not start it: ${engineMessage}`;
  if (oomKilled) return `Exit code ${exitCode}, out of memory`;
  const signal = SIGNALS[exitCode];
  return `Exit code ${exitCode}${signal === undefined ? '' : ` (${signal})`}`;
}

/** How the engine begins the output of a health check that took too long. */
const TIMED_OUT = 'Health check exceeded timeout';

function probeText({ healthCheck }: ContainerFacts): string {
  if (healthCheck === null) return 'Its health check fails';
  const timedOut = healthCheck.log.at(-1)?.output.startsWith(TIMED_OUT) === true;
  return `Health check ${timedOut ? 'timed out' : 'failed'} ${times(healthCheck.failingStreak)}${healthCheck.failingStreak > 1 ? ' in a row' : ''}`;
}

/**
 * When the running series of failures began. The engine keeps five results, so for a longer series this is
 * the oldest failure it still knows: it has been failing for at least that long.
 */
function failingSince({ healthCheck }: ContainerFacts): string | null {
  if (healthCheck === null) return null;
  const lastGood = healthCheck.log.findLastIndex(({ exitCode }) => exitCode === 0);
  return healthCheck.log[lastGood + 1]?.startedAt ?? null;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
