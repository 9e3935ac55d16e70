import { type Container } from '../model/container.ts';
import { type Image } from '../model/images.ts';
import { derivedId } from '../model/random.ts';
import { type JsonObject, type View } from './view.ts';

export const STORAGE_DRIVER = 'overlay2';
const FOLDER = '/var/lib/docker/overlay2';

export function containerGraphDriver(container: Container, { profile }: View): JsonObject {
  const own = `${FOLDER}/${derivedId(container.id, 'layer')}`;
  const image = `${FOLDER}/${derivedId(container.imageId, 'layer')}`;
  return {
    Data: {
      ...(profile.hasGatewayPriority ? { ID: container.id } : {}),
      LowerDir: `${own}-init/diff:${image}/diff`,
      MergedDir: `${own}/merged`,
      UpperDir: `${own}/diff`,
      WorkDir: `${own}/work`,
    },
    Name: STORAGE_DRIVER,
  };
}

export function imageGraphDriver({ id, layers }: Image): JsonObject {
  const own = `${FOLDER}/${derivedId(id, 'layer')}`;
  const below = layers.slice(0, -1).map(({ diffId }) => `${FOLDER}/${derivedId(diffId)}/diff`);
  return {
    Data: {
      ...(below.length === 0 ? {} : { LowerDir: below.join(':') }),
      MergedDir: `${own}/merged`,
      UpperDir: `${own}/diff`,
      WorkDir: `${own}/work`,
    },
    Name: STORAGE_DRIVER,
  };
}
