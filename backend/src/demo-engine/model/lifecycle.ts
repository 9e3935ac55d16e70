import { type Agenda, type Appointment } from './agenda.ts';
import { isAlive, isRunning, type Container, type Run } from './container.ts';
import { type ContainerEvents } from './container-events.ts';
import { requireFreeName } from './container-names.ts';
import { type ContainerSpec } from './container-spec.ts';
import { EngineRefusal } from './engine-refusal.ts';
import { type Fleet } from './fleet.ts';
import { type ModelClock } from './model-clock.ts';
import { SECOND, type Micros } from './moment.ts';
import { waitBeforeRestart } from './restart-policy.ts';

export interface LifecycleParts {
  readonly clock: ModelClock;
  readonly agenda: Agenda;
  readonly fleet: Fleet;
  readonly events: ContainerEvents;
}

/** What else happens when a program starts or ends. */
export interface LifecycleListener {
  started(container: Container): void;
  ended(container: Container): void;
  removed(container: Container): void;
}

export interface Exit {
  readonly exitCode: number;
  readonly oomKilled?: boolean;
  /** By `stop`, which says so in an event of its own. */
  readonly stopped?: boolean;
}

/** The runs whose log lines are still there. */
const RUNS_KEPT = 24;
const FIRST_PID = 2_411;

/** The states of a container and the ways between them. Every step is announced, takes no time, and is complete. */
export class Lifecycle {
  readonly #clock: ModelClock;
  readonly #agenda: Agenda;
  readonly #fleet: Fleet;
  readonly #events: ContainerEvents;
  readonly #restarts = new Map<string, Appointment>();
  readonly #listeners: LifecycleListener[] = [];
  #nextPid = FIRST_PID;

  constructor({ clock, agenda, fleet, events }: LifecycleParts) {
    this.#clock = clock;
    this.#agenda = agenda;
    this.#fleet = fleet;
    this.#events = events;
  }

  listen(listener: LifecycleListener): void {
    this.#listeners.push(listener);
  }

  create(
    identity: { readonly id: string; readonly name: string; readonly imageId: string },
    spec: ContainerSpec,
  ): Container {
    requireFreeName(this.#fleet, identity.name);
    const container = newContainer(identity, spec, this.#clock.now());
    this.#fleet.add(container);
    this.#events.say(container, 'create');
    return container;
  }

  /** By hand: the restart policy counts from nought again. */
  start(container: Container): void {
    container.stoppedOnPurpose = false;
    container.restartCount = 0;
    container.backOff = 0;
    this.#enter(container);
  }

  /** The program ended. If nobody wanted that, the restart policy has the next word. */
  exit(container: Container, { exitCode, oomKilled = false, stopped = false }: Exit): void {
    if (!isAlive(container)) return;
    const ranFor = this.#leave(container, exitCode, oomKilled);
    if (oomKilled) this.#events.say(container, 'oom');
    this.#events.died(container, { ranSeconds: Math.floor(ranFor / SECOND), stopped });
    this.#tell('ended', container);
    const wait = waitBeforeRestart(container, exitCode, ranFor);
    if (wait !== null) this.#restartAfter(container, wait);
    else if (container.spec.autoRemove) this.remove(container);
  }

  /** The rest of the wait of a container that is `restarting`; by itself for a story that begins there. */
  resumeRestart(container: Container, wait: Micros): void {
    const again = (): void => {
      this.#restarts.delete(container.id);
      this.#enter(container);
    };
    this.#restarts.set(container.id, this.#agenda.schedule(this.#clock.now() + wait, again));
  }

  /** Calls the restart policy off, for good until the next start by hand. */
  giveUp(container: Container): void {
    container.stoppedOnPurpose = true;
    this.#restarts.get(container.id)?.cancel();
    this.#restarts.delete(container.id);
    if (container.state === 'restarting') container.state = 'exited';
  }

  pause(container: Container): void {
    const { id, state } = container;
    if (!isRunning(container)) throw EngineRefusal.conflict(`container ${id} is not running`);
    if (state === 'paused') throw EngineRefusal.conflict(`Container ${id} is already paused`);
    if (state === 'restarting') {
      throw EngineRefusal.conflict(`Container ${id} is restarting, wait until the container is running`);
    }
    container.state = 'paused';
    this.#closeRun(container);
    this.#events.say(container, 'pause');
  }

  unpause(container: Container): void {
    if (container.state !== 'paused') throw EngineRefusal.failed(`Container ${container.id} is not paused`);
    container.state = 'running';
    this.#openRun(container);
    this.#events.say(container, 'unpause');
  }

  rename(container: Container, name: string): void {
    const oldName = container.name;
    if (name === '') throw EngineRefusal.badRequest('Neither old nor new names may be empty');
    if (name === oldName) {
      throw EngineRefusal.badRequest('Renaming a container with the same name as its current name');
    }
    requireFreeName(this.#fleet, name);
    this.#fleet.rename(container, name);
    this.#events.say(container, 'rename', { oldName: `/${oldName}` });
  }

  /** Does nothing if it is gone already: one that removes itself may do so while somebody else removes it. */
  remove(container: Container): void {
    if (this.#fleet.find(container.id) === undefined) return;
    this.giveUp(container);
    this.#fleet.remove(container);
    this.#events.say(container, 'destroy');
    this.#tell('removed', container);
  }

  #restartAfter(container: Container, wait: Micros): void {
    container.state = 'restarting';
    container.backOff = wait;
    container.restartCount += 1;
    this.resumeRestart(container, wait);
  }

  #enter(container: Container): void {
    container.state = 'running';
    container.pid = this.#nextPid += 17;
    container.exitCode = 0;
    container.error = '';
    container.oomKilled = false;
    container.startedAt = this.#clock.stamp();
    this.#openRun(container);
    this.#events.started(container);
    this.#tell('started', container);
  }

  #leave(container: Container, exitCode: number, oomKilled: boolean): Micros {
    const now = this.#clock.stamp();
    this.#closeRun(container);
    container.state = 'exited';
    container.pid = 0;
    container.exitCode = exitCode;
    container.oomKilled = oomKilled;
    container.finishedAt = now;
    return now - (container.startedAt ?? now);
  }

  #openRun(container: Container): void {
    container.runs = [...container.runs, { from: this.#clock.now(), until: null }].slice(-RUNS_KEPT);
  }

  #closeRun(container: Container): void {
    const last: Run | undefined = container.runs.at(-1);
    if (last !== undefined) last.until ??= this.#clock.now();
  }

  #tell(what: keyof LifecycleListener, container: Container): void {
    for (const listener of this.#listeners) listener[what](container);
  }
}

function newContainer(
  { id, name, imageId }: { readonly id: string; readonly name: string; readonly imageId: string },
  spec: ContainerSpec,
  createdAt: number,
): Container {
  return {
    id,
    name,
    imageId,
    spec,
    createdAt,
    state: 'created',
    pid: 0,
    exitCode: 0,
    error: '',
    oomKilled: false,
    startedAt: null,
    finishedAt: null,
    restartCount: 0,
    stoppedOnPurpose: false,
    backOff: 0,
    health: null,
    runs: [],
  };
}
