import { type Agenda } from './agenda.ts';
import { isAlive, isRunning, type Container } from './container.ts';
import { type ContainerEvents } from './container-events.ts';
import { EngineRefusal } from './engine-refusal.ts';
import { type Fleet } from './fleet.ts';
import { requireFreePorts } from './host-ports.ts';
import { type Lifecycle } from './lifecycle.ts';
import { type ModelClock } from './model-clock.ts';
import { MILLISECOND, SECOND, type Micros } from './moment.ts';
import { isDeadly, parseSignal, SIGKILL, SIGTERM } from './signals.ts';

export interface OperationParts {
  readonly clock: ModelClock;
  readonly agenda: Agenda;
  readonly events: ContainerEvents;
  readonly lifecycle: Lifecycle;
  readonly fleet: Fleet;
}

/** Whether anything had to be done; the engine answers 304 where not. */
export type Outcome = 'done' | 'unchanged';

/** Called when an operation is over, with the reason where it failed. */
type Done = (failure?: EngineRefusal) => void;

/** Namespaces, networks, the first fork. */
const START_TAKES: Micros = 160 * MILLISECOND;
/** From SIGKILL to the exit. */
const DEATH_TAKES: Micros = 25 * MILLISECOND;
const DEFAULT_STOP_SECONDS = 10;
const KILLED = 137;

/**
 * What a person or a program asks of the engine, taking the time it takes. Inside, one step calls the next, so that
 * everything happens at its moment even when the clock is moved by hours; promises are for whoever waits.
 */
export class Operations {
  readonly #clock: ModelClock;
  readonly #agenda: Agenda;
  readonly #events: ContainerEvents;
  readonly #lifecycle: Lifecycle;
  readonly #fleet: Fleet;
  /** Who waits for a container to stop: two requests to stop one are one stop. */
  readonly #stopping = new Map<string, Done[]>();

  constructor({ clock, agenda, events, lifecycle, fleet }: OperationParts) {
    this.#clock = clock;
    this.#agenda = agenda;
    this.#events = events;
    this.#lifecycle = lifecycle;
    this.#fleet = fleet;
  }

  async start(container: Container): Promise<Outcome> {
    if (container.state === 'paused') {
      throw EngineRefusal.conflict('cannot start a paused container, try unpause instead');
    }
    if (isRunning(container)) return 'unchanged';
    await promised((done) => {
      this.#start(container, done);
    });
    return 'done';
  }

  /** Negative seconds: wait for ever. Null: as long as the container says, or ten. */
  async stop(container: Container, seconds: number | null): Promise<Outcome> {
    if (!isRunning(container)) return 'unchanged';
    await promised((done) => {
      this.#stop(container, seconds, done);
    });
    return 'done';
  }

  async restart(container: Container, seconds: number | null): Promise<void> {
    await promised((done) => {
      this.#stop(container, seconds, () => {
        this.#start(container, (failure) => {
          if (failure === undefined) this.#events.say(container, 'restart');
          done(failure);
        });
      });
    });
  }

  async kill(container: Container, signalName: string): Promise<void> {
    const signal = killSignal(signalName, container.name);
    if (!isRunning(container)) {
      throw EngineRefusal.conflict(
        `cannot kill container: ${container.name}: container ${container.id} is not running`,
      );
    }
    await promised((done) => {
      this.#kill(container, signal, done);
    });
  }

  async remove(container: Container, force: boolean): Promise<void> {
    if (isRunning(container) && !force) {
      const why = 'container is running: stop the container before removing or force remove';
      throw EngineRefusal.conflict(`cannot remove container "${container.name}": ${why}`);
    }
    await promised((done) => {
      this.#kill(container, SIGKILL, () => {
        this.#lifecycle.remove(container);
        done();
      });
    });
  }

  #start(container: Container, done: Done): void {
    this.#after(START_TAKES, () => {
      try {
        if (!isRunning(container)) {
          requireFreePorts(this.#fleet, container);
          this.#lifecycle.start(container);
        }
        done();
      } catch (failure) {
        if (!(failure instanceof EngineRefusal)) throw failure;
        done(failure);
      }
    });
  }

  #stop(container: Container, seconds: number | null, done: Done): void {
    if (isAlive(container)) {
      const waiting = this.#stopping.get(container.id);
      if (waiting === undefined) this.#shutDown(container, seconds, done);
      else waiting.push(done);
      return;
    }
    if (container.state === 'restarting') {
      this.#lifecycle.giveUp(container);
      this.#events.say(container, 'stop');
    }
    done();
  }

  #shutDown(container: Container, seconds: number | null, done: Done): void {
    const { behaviour, stopSignal, stopTimeoutSeconds } = container.spec;
    const patience = (seconds ?? stopTimeoutSeconds ?? DEFAULT_STOP_SECONDS) * SECOND;
    const needs = behaviour.endsWithinMs * MILLISECOND;
    this.#stopping.set(container.id, [done]);
    this.#lifecycle.giveUp(container);
    this.#signal(container, stopSignal === null ? SIGTERM : parseSignal(stopSignal));
    if (patience < 0 || needs <= patience) {
      this.#after(needs, () => {
        this.#stopped(container, behaviour.endsWith);
      });
      return;
    }
    this.#after(patience, () => {
      if (isAlive(container)) this.#signal(container, SIGKILL);
      this.#after(DEATH_TAKES, () => {
        this.#stopped(container, KILLED);
      });
    });
  }

  #stopped(container: Container, exitCode: number): void {
    const waiting = this.#stopping.get(container.id) ?? [];
    this.#stopping.delete(container.id);
    this.#lifecycle.exit(container, { exitCode, stopped: true });
    for (const done of waiting) done();
  }

  #kill(container: Container, signal: number, done: Done): void {
    const isToSignal = isAlive(container);
    this.#lifecycle.giveUp(container);
    if (isToSignal) this.#signal(container, signal);
    if (!isToSignal || !isDeadly(signal)) {
      done();
      return;
    }
    const { endsWithinMs, endsWith } = container.spec.behaviour;
    this.#after(signal === SIGKILL ? DEATH_TAKES : endsWithinMs * MILLISECOND, () => {
      this.#lifecycle.exit(container, { exitCode: signal === SIGKILL ? KILLED : endsWith });
      done();
    });
  }

  /** A frozen program is woken to get its signal. */
  #signal(container: Container, signal: number): void {
    this.#events.say(container, 'kill', { signal: String(signal) });
    if (container.state === 'paused') this.#lifecycle.unpause(container);
  }

  #after(time: Micros, run: () => void): void {
    this.#agenda.schedule(this.#clock.now() + time, run);
  }
}

async function promised(run: (done: Done) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    run((failure) => {
      if (failure === undefined) resolve();
      else reject(failure);
    });
  });
}

function killSignal(signalName: string, containerName: string): number {
  try {
    return parseSignal(signalName);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw EngineRefusal.badRequest(`cannot kill container: ${containerName}: ${why}`);
  }
}
