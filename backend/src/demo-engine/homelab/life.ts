import { type Container } from '../model/container.ts';
import { type EngineModel } from '../model/engine-model.ts';
import { EngineRefusal } from '../model/engine-refusal.ts';
import { type LifecycleListener } from '../model/lifecycle.ts';
import { MINUTE, SECOND, type Micros } from '../model/moment.ts';
import { Random } from '../model/random.ts';

/** A container that is ill from time to time. */
interface Illness {
  readonly name: string;
  readonly complaint: string;
  readonly illFor: readonly [Micros, Micros];
  readonly wellFor: readonly [Micros, Micros];
}

const ILLNESSES: readonly Illness[] = [
  {
    name: 'immich_machine_learning',
    complaint: 'Health check exceeded timeout (30s): ',
    illFor: [4 * MINUTE, 9 * MINUTE],
    wellFor: [3 * MINUTE, 8 * MINUTE],
  },
  {
    name: 'media-sonarr-1',
    complaint: 'curl: (28) Operation timed out after 10001 milliseconds with 0 bytes received',
    illFor: [2 * MINUTE, 4 * MINUTE],
    wellFor: [9 * MINUTE, 25 * MINUTE],
  },
  {
    name: 'media-gluetun-1',
    complaint: 'healthcheck: Get "http://127.0.0.1:9999/": context deadline exceeded',
    illFor: [8 * SECOND, 40 * SECOND],
    wellFor: [6 * MINUTE, 20 * MINUTE],
  },
];

/** What somebody or something starts again now and then: a nightly job brought forward, a service after an update. */
const ROUTINES: readonly { readonly name: string; readonly every: readonly [Micros, Micros] }[] = [
  { name: 'paperless-backup-1', every: [12 * MINUTE, 24 * MINUTE] },
  { name: 'edge-whoami-2', every: [5 * MINUTE, 11 * MINUTE] },
  { name: 'edge-adguard-1', every: [20 * MINUTE, 50 * MINUTE] },
];

const FIRST_RESTART: Micros = 6 * SECOND;

/** Makes the homelab live: health comes and goes, programs fail and are started again, jobs run. */
export class Life implements LifecycleListener {
  readonly #model: EngineModel;
  readonly #random: Random;

  constructor(model: EngineModel) {
    this.#model = model;
    this.#random = new Random(model.seed, LIFE);
  }

  begin(): void {
    const { fleet, lifecycle, health } = this.#model;
    lifecycle.listen(this);
    for (const container of fleet.all()) {
      if (container.health !== null) health.adopt(container, this.#random.next());
      if (container.state === 'restarting') lifecycle.resumeRestart(container, FIRST_RESTART);
    }
    for (const illness of ILLNESSES) this.#beginIllness(illness);
    for (const { name, every } of ROUTINES) this.#repeat(name, every);
  }

  started(container: Container): void {
    const end = container.spec.behaviour.endsByItself;
    if (end === null) return;
    const run = container.startedAt;
    this.#after(end.afterSeconds * SECOND * this.#random.between(0.7, 1.3), () => {
      if (container.startedAt === run) this.#model.lifecycle.exit(container, { exitCode: end.exitCode });
    });
  }

  ended(): void {
    // a planned end of a run that is over finds out by itself
  }

  removed(): void {
    // the same
  }

  #beginIllness(illness: Illness): void {
    const container = this.#model.fleet.byName(illness.name);
    if (container === undefined) return;
    const isIll = container.health?.complaint !== null;
    this.#after(this.#within(isIll ? illness.illFor : illness.wellFor), () => {
      this.#model.health.setComplaint(container, isIll ? null : illness.complaint);
      this.#beginIllness(illness);
    });
  }

  /** Through the operations, so that it looks like somebody's doing. What a person stopped stays stopped. */
  #repeat(name: string, every: readonly [Micros, Micros]): void {
    this.#after(this.#within(every), () => {
      const container = this.#model.fleet.byName(name);
      if (container === undefined) return;
      void this.#startAgain(container);
      this.#repeat(name, every);
    });
  }

  async #startAgain(container: Container): Promise<void> {
    const { operations } = this.#model;
    const isJob = container.spec.behaviour.endsByItself !== null;
    try {
      if (isJob && container.state === 'exited') await operations.start(container);
      if (!isJob && container.state === 'running') await operations.restart(container, null);
    } catch (error) {
      if (!(error instanceof EngineRefusal)) throw error; // a refusal is life too: somebody took its port
    }
  }

  #after(time: Micros, run: () => void): void {
    const { agenda, clock } = this.#model;
    agenda.schedule(clock.now() + time, run);
  }

  #within([least, most]: readonly [Micros, Micros]): Micros {
    return this.#random.between(least, most);
  }
}

const LIFE = 7;
