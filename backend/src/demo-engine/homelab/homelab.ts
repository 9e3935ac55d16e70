import { type EngineModel } from '../model/engine-model.ts';
import { DAY } from '../model/moment.ts';
import { derivedId } from '../model/random.ts';
import { beginContainer } from './begin.ts';
import { type ProjectDeclaration } from './declaration.ts';
import { DEV } from './dev.ts';
import { EDGE } from './edge.ts';
import { HOME } from './home.ts';
import { installImage } from './image-files.ts';
import { IMMICH } from './immich.ts';
import { MEDIA } from './media.ts';
import { OUTSIDE_COMPOSE } from './outside-compose.ts';
import { PAPERLESS } from './paperless.ts';
import { composeSpec, containerName, networkName, plainSpec } from './service-spec.ts';

const PROJECTS: readonly ProjectDeclaration[] = [DEV, EDGE, HOME, IMMICH, MEDIA, PAPERLESS];

/** The standard homelab: six compose projects, and two containers outside compose. */
export function installHomelab(model: EngineModel): void {
  for (const project of PROJECTS) installProject(model, project);
  for (const [name, declared] of Object.entries(OUTSIDE_COMPOSE)) {
    const { id: imageId } = installImage(model.images, declared.image, model.clock.now());
    beginContainer(model, { name, imageId }, plainSpec(declared), declared.beginning);
  }
}

function installProject(model: EngineModel, project: ProjectDeclaration): void {
  const now = model.clock.now();
  for (const [service, declared] of Object.entries(project.services)) {
    const { id: imageId } = installImage(model.images, declared.image, now);
    prepareNetworksAndVolumes(model, project, service);
    for (let replica = 1; replica <= (declared.replicas ?? 1); replica += 1) {
      const name = containerName(declared, project.name, service, replica);
      const spec = composeSpec(declared, { project, service, replica, imageId });
      // Replicas are made one after another, so that the newest is first in the list.
      const beginning = { ...declared.beginning, age: declared.beginning.age - replica };
      beginContainer(model, { name, imageId }, spec, beginning);
    }
  }
}

/** With compose's labels; what is only named elsewhere, such as the network `proxy`, is made without. */
function prepareNetworksAndVolumes(model: EngineModel, project: ProjectDeclaration, service: string): void {
  const declared = project.services[service];
  const createdAt = model.clock.now() - 31 * DAY;
  const labels = {
    'com.docker.compose.config-hash': derivedId('resource', project.name),
    'com.docker.compose.project': project.name,
    'com.docker.compose.version': '2.40.3',
  };
  model.networks.ensure(networkName(project.name, 'default'), createdAt, {
    ...labels,
    'com.docker.compose.network': 'default',
  });
  for (const text of declared?.volumes ?? []) {
    const [volume = ''] = text.split(':');
    if (volume.startsWith('/')) continue;
    model.volumes.ensure(`${project.name}_${volume}`, createdAt, {
      ...labels,
      'com.docker.compose.volume': volume,
    });
  }
}
