import { type EngineModel } from '../model/engine-model.ts';
import { DAY, HOUR, SECOND } from '../model/moment.ts';
import { Random } from '../model/random.ts';
import { beginContainer } from './begin.ts';
import {
  type Beginning,
  type ImageDeclaration,
  type ProjectDeclaration,
  type ServiceDeclaration,
} from './declaration.ts';
import { installImage } from './image-files.ts';
import { composeSpec } from './service-spec.ts';

/** A machine far larger than a home's has at most this many. */
const CROWD_MAX = 5_000;
const SERVICES_PER_PROJECT = 10;

const IMAGES: readonly ImageDeclaration[] = ['web', 'api', 'worker', 'db', 'cache'].map((name) => ({
  reference: `registry.atlas.lan/crowd/${name}:1.${name.length}`,
  megabytes: 40 * name.length,
  layers: 5,
  ageDays: 30,
  entrypoint: ['/entrypoint.sh'],
  command: [name],
}));

/** Any number of containers, ten to a project: most run, some have ended. */
export function installCrowd(model: EngineModel, count: number): void {
  const random = new Random(model.seed);
  const images = IMAGES.map((image) => ({
    image,
    id: installImage(model.images, image, model.clock.now()).id,
  }));
  for (let index = 0; index < Math.min(count, CROWD_MAX); index += 1) {
    const project = projectOf(Math.floor(index / SERVICES_PER_PROJECT));
    const service = `service-${index % SERVICES_PER_PROJECT}`;
    const { image, id: imageId } = random.pick(images);
    const declared = serviceOf(image, random);
    const spec = composeSpec(declared, { project, service, replica: 1, imageId });
    beginContainer(model, { name: `${project.name}-${service}-1`, imageId }, spec, declared.beginning);
  }
}

function projectOf(number: number): ProjectDeclaration {
  const name = `crowd${String(number).padStart(3, '0')}`;
  return { name, workingDir: `/srv/compose/${name}`, services: {} };
}

function serviceOf(image: ImageDeclaration, random: Random): ServiceDeclaration {
  return {
    image,
    environment: { TZ: 'Europe/Berlin', INSTANCE: random.hex(8) },
    ports: ['8080'],
    volumes: ['/srv/appdata/crowd:/data'],
    ...(random.chance(0.6) ? { healthcheck: { test: ['CMD', 'healthcheck'] } } : {}),
    behaviour: { program: 'counter', cpuPercent: random.between(0.1, 9) },
    beginning: beginningOf(random),
  };
}

function beginningOf(random: Random): Beginning {
  const age = random.whole(2 * DAY, 60 * DAY);
  const since = random.whole(HOUR, 2 * DAY);
  const fate = random.next();
  if (fate < 0.9) return { state: 'running', for: since, age };
  if (fate < 0.95) return { state: 'exited', for: since, age, exitCode: 0 };
  return { state: 'exited', for: since, age, exitCode: random.whole(1, 139), ranFor: 40 * SECOND };
}
