import { type Agenda, type Appointment } from './agenda.ts';
import { type Container, type Health, type HealthStatus, type Probe } from './container.ts';
import { type ContainerEvents } from './container-events.ts';
import { type HealthcheckSpec } from './container-spec.ts';
import { type LifecycleListener } from './lifecycle.ts';
import { type ModelClock } from './model-clock.ts';
import { MILLISECOND, SECOND, type Moment } from './moment.ts';
import { derivedId } from './random.ts';

export interface HealthParts {
  readonly clock: ModelClock;
  readonly agenda: Agenda;
  readonly events: ContainerEvents;
  /** False: a health check runs until it has settled and then no more, for an engine in which nothing happens by itself. */
  readonly goesOn: boolean;
}

/** The engine keeps the last five. */
const PROBES_KEPT = 5;
const PROBE_TAKES = 43 * MILLISECOND;
/** A probe that takes too long is killed: 128 + SIGKILL. */
const KILLED = 137;

/** Runs the health checks: every interval, with the events of a real one. */
export class HealthMonitor implements LifecycleListener {
  readonly #clock: ModelClock;
  readonly #agenda: Agenda;
  readonly #events: ContainerEvents;
  readonly #goesOn: boolean;
  readonly #next = new Map<string, Appointment>();
  #probes = 0;

  constructor({ clock, agenda, events, goesOn }: HealthParts) {
    this.#clock = clock;
    this.#agenda = agenda;
    this.#events = events;
    this.#goesOn = goesOn;
  }

  started(container: Container): void {
    const check = container.spec.healthcheck;
    if (check === null) return;
    container.health = {
      status: 'starting',
      failingStreak: 0,
      log: [],
      complaint: container.health?.complaint ?? null,
    };
    this.#schedule(container, check);
  }

  /** The engine calls whatever has ended unhealthy. */
  ended(container: Container): void {
    this.removed(container);
    if (container.health !== null) Object.assign(container.health, { status: 'unhealthy', failingStreak: 0 });
  }

  removed({ id }: Container): void {
    this.#next.get(id)?.cancel();
    this.#next.delete(id);
  }

  /** Takes over a container that was running before the story began: `within` the next interval comes a probe. */
  adopt(container: Container, within: number): void {
    const { healthcheck } = container.spec;
    if (healthcheck !== null)
      this.#schedule(container, healthcheck, within * healthcheck.intervalSeconds * SECOND);
  }

  /** From the next probe on, it says this; null: all is well again. */
  setComplaint(container: Container, complaint: string | null): void {
    if (container.health !== null) container.health.complaint = complaint;
  }

  /** At once, as if the probes for it had been made already. */
  force(container: Container, status: HealthStatus, complaint: string | null): void {
    const { health, spec } = container;
    if (health === null || spec.healthcheck === null) return;
    const probe = this.#probe(complaint);
    health.complaint = complaint;
    health.failingStreak = status === 'unhealthy' ? spec.healthcheck.retries : 0;
    health.log = [...health.log, probe].slice(-PROBES_KEPT);
    this.#change(container, health, status);
  }

  #schedule(container: Container, check: HealthcheckSpec, wait = check.intervalSeconds * SECOND): void {
    this.#next.get(container.id)?.cancel();
    const run = (): void => {
      this.#run(container, check);
    };
    this.#next.set(container.id, this.#agenda.schedule(this.#clock.now() + wait, run));
  }

  #run(container: Container, check: HealthcheckSpec): void {
    const { health } = container;
    if (health === null) return;
    if (container.state === 'running') {
      const probe = this.#probe(health.complaint);
      this.#announce(container, check, probe);
      health.log = [...health.log, probe].slice(-PROBES_KEPT);
      this.#judge(container, health, check, probe);
    }
    if (this.#goesOn || health.status === 'starting') this.#schedule(container, check);
  }

  #probe(complaint: string | null): Probe {
    const end = this.#clock.now();
    return { start: end - PROBE_TAKES, end, exitCode: exitCodeOf(complaint), output: complaint ?? '' };
  }

  #announce(container: Container, { test }: HealthcheckSpec, { exitCode }: Probe): void {
    this.#probes += 1;
    const execID = derivedId(container.id, 'exec', this.#probes);
    const [kind = '', ...rest] = test;
    const command =
      kind === 'CMD-SHELL' ? `/bin/sh -c ${rest.join(' ')}` : `${rest[0] ?? ''} ${rest.slice(1).join(' ')}`;
    this.#events.say(container, `exec_create: ${command}`, { execID });
    this.#events.say(container, `exec_start: ${command}`, { execID });
    this.#events.say(container, 'exec_die', {
      execID,
      exitCode: String(exitCode === -1 ? KILLED : exitCode),
    });
  }

  #judge(container: Container, health: Health, check: HealthcheckSpec, probe: Probe): void {
    if (probe.exitCode === 0) {
      health.failingStreak = 0;
      this.#change(container, health, 'healthy');
      return;
    }
    if (health.status === 'starting' && inStartPeriod(container, check, probe.start)) return;
    health.failingStreak += 1;
    if (health.failingStreak >= check.retries) this.#change(container, health, 'unhealthy');
  }

  #change(container: Container, health: Health, status: HealthStatus): void {
    if (health.status === status) return;
    health.status = status;
    if (status !== 'starting') this.#events.say(container, `health_status: ${status}`);
  }
}

function inStartPeriod(
  { startedAt }: Container,
  { startPeriodSeconds }: HealthcheckSpec,
  at: Moment,
): boolean {
  return startedAt !== null && at - startedAt < startPeriodSeconds * SECOND;
}

/** A probe that took too long has no exit code of its own; engines write -1. */
function exitCodeOf(complaint: string | null): number {
  if (complaint === null) return 0;
  return complaint.startsWith('Health check exceeded timeout') ? -1 : 1;
}
