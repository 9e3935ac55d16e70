import { isAlive, type Container } from '../model/container.ts';
import { type EngineModel } from '../model/engine-model.ts';
import { SECOND, type Micros } from '../model/moment.ts';
import { Random } from '../model/random.ts';

/** In a crowd of any size, about so much happens. */
const SOMETHING_EVERY: Micros = SECOND;

/** Makes a crowd live: once a second something happens to somebody. */
export function beginCrowdLife(model: EngineModel): void {
  const random = new Random(model.seed, CROWD_LIFE);
  const containers = model.fleet.all();
  const happen = (): void => {
    disturb(model, random.pick(containers), random);
    model.agenda.schedule(model.clock.now() + SOMETHING_EVERY * random.between(0.5, 1.5), happen);
  };
  if (containers.length > 0) model.agenda.schedule(model.clock.now() + SOMETHING_EVERY, happen);
}

function disturb({ lifecycle, health, fleet }: EngineModel, container: Container, random: Random): void {
  if (fleet.find(container.id) === undefined) return;
  if (!isAlive(container)) {
    if (container.state !== 'restarting') lifecycle.start(container);
  } else if (container.health !== null && random.chance(0.6)) {
    const isWell = container.health.status === 'healthy';
    health.force(container, isWell ? 'unhealthy' : 'healthy', isWell ? 'connection refused' : null);
  } else {
    lifecycle.exit(container, { exitCode: random.whole(0, 2) });
  }
}

const CROWD_LIFE = 8;
