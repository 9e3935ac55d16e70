import type { ContainerEngine } from '../../docker/public.ts';

type ContainerFacts = NonNullable<Awaited<ReturnType<ContainerEngine['inspect']>>>;

/** What the gate looks at. */
export type Watched = Pick<
  ContainerFacts,
  'state' | 'health' | 'exitCode' | 'restartCount' | 'healthCheck' | 'engineMessage' | 'startedAt'
>;

export type Verdict =
  | { readonly status: 'settled' }
  | { readonly status: 'waiting'; readonly for: string }
  | { readonly status: 'failed'; readonly because: string };

/** Without a health check, running for so long counts as running: a broken configuration ends sooner. */
const STEADY_MS = 2_000;
/** A service that waits for another by crashing is usual; one that does so again and again is not well. */
const RESTARTS_MAX = 3;
/** Compose starts what it has created; what is still not started then never will be. */
const CREATED_MS = 10_000;
const PROBE_OUTPUT_MAX_LENGTH = 200;

/**
 * Whether a container has got where it should be.
 *
 * @param sameForMs how long it has been seen in this state, in this run
 * @param restarts how often it was restarted by its policy since we look
 */
export function judgeContainer(now: Watched, sameForMs: number, restarts: number): Verdict {
  if (restarts >= RESTARTS_MAX) return failed(`restarts again and again (last exit code ${now.exitCode})`);
  switch (now.state) {
    case 'running':
      return judgeRunning(now, sameForMs);
    case 'restarting':
      return { status: 'waiting', for: 'to run' };
    case 'created':
      return sameForMs < CREATED_MS
        ? { status: 'waiting', for: 'to be started' }
        : failed(`was never started${now.engineMessage === '' ? '' : `: ${now.engineMessage}`}`);
    case 'exited':
    case 'dead':
      return now.exitCode === 0
        ? { status: 'settled' } // it has done what it was there for
        : failed(
            `ended with exit code ${now.exitCode}${now.engineMessage === '' ? '' : `: ${now.engineMessage}`}`,
          );
    case 'paused':
      return failed('is paused');
    case 'removing':
      return failed('is being removed');
  }
}

function judgeRunning({ health, healthCheck }: Watched, sameForMs: number): Verdict {
  switch (health) {
    case 'healthy':
      return { status: 'settled' };
    case 'starting':
      return { status: 'waiting', for: 'to be healthy' };
    case 'unhealthy': {
      const said = healthCheck?.log.at(-1)?.output.trim().slice(0, PROBE_OUTPUT_MAX_LENGTH) ?? '';
      return failed(`is unhealthy${said === '' ? '' : `: its health check said "${said}"`}`);
    }
    case 'none':
      return sameForMs >= STEADY_MS ? { status: 'settled' } : { status: 'waiting', for: 'to stay up' };
  }
}

function failed(because: string): Verdict {
  return { status: 'failed', because };
}
